import manifest from '../../package.json' with { type: 'json' };

/** The version of this build, which logs name. */
export const buildVersion: string = manifest.version;
