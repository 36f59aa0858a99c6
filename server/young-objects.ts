import { setFlagsFromString } from 'node:v8';

/**
 * Keeps V8 from making the objects of a move in its old generation, where only a full collection frees them. It learns
 * from bursts, such as many matches that are created at once, that what is made there lives long; mostly it lives until
 * its commit. For the whole process, best before it plays.
 */
export const makeObjectsYoung = (): void => setFlagsFromString('--no-allocation-site-pretenuring');
