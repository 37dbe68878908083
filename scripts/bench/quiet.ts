// Imported first: the media library reads once, when it is loaded, whether to print each of its steps.
process.env.NODE_ENV = 'production';
