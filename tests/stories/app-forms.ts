// Stands in for $app/forms in the stories: nothing is sent.
export const enhance = () => ({ destroy() {} });
