// What the framework says of the page, where there is no framework: nothing.
export const page = { data: {}, form: null, params: {}, url: new URL('http://story/') };
