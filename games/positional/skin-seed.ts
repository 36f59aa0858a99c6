import { z } from 'zod';

/** The seed of a skin: a text of hexadecimal digits. Every text is a skin of its own. */
export const skinSeedSchema = z.string().regex(/^[0-9a-f]{1,64}$/u);
