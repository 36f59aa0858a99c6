/** Matches of the exhibition have ids that begin so. */
export const exhibitionPrefix = 'show-';

/** Whether a match, of this process or one before, is the exhibition's. */
export const isExhibition = (match: string): boolean => match.startsWith(exhibitionPrefix);
