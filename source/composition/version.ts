declare const PARLEY_VERSION: string | undefined;

/** Set by the build. */
export const version: string = typeof PARLEY_VERSION === 'string' ? PARLEY_VERSION : 'development';
