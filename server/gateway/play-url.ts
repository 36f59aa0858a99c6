/** Where the JSON door is on its server. */
export const playPath = '/v1/play';

/** The address of the JSON door of the server at `url`. */
export const playUrlOf = (url: string): string => `${url.replace(/^http/, 'ws')}${playPath}`;
