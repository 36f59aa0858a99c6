import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import { refuse } from '../errors.ts';
import { sendRefusal } from './answer.ts';

/** Nothing of an arena has the character U+0000 in its name, and PostgreSQL takes no text with it. */
const encodedNul = '%00';

/** An escape that a further backslash before it does not make plain text. */
const escapedNul = /(?<!\\)(?:\\\\)*\\u0000/;

/** Refuses addresses with a NUL in them, before any route looks for what they name. */
export const refuseNul: RequestHandler = ({ url }, response, next) => {
  if (!url.includes(encodedNul)) return next();
  const isInPath = url.split('?', 1)[0]!.includes(encodedNul);
  sendRefusal(
    response,
    isInPath ? refuse('not-found') : refuse('bad-query', 'query: U+0000 is allowed nowhere.'),
  );
};

/** A check of the body parser: throws for a NUL, which JSON can only have as an escape. */
export const throwForNul = (_request: IncomingMessage, _response: unknown, body: Buffer): void => {
  if (body.includes(String.raw`\u0000`) && escapedNul.test(body.toString()))
    throw new Error('body: U+0000 is allowed nowhere.');
};
