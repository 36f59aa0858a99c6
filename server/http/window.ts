import { fileURLToPath } from 'node:url';
import express, { type RequestHandler } from 'express';

/** Nothing but the arena's own files and sockets, in no frame of anybody else's. */
const contentPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const directory = fileURLToPath(new URL('../../clients/web/', import.meta.url));

/** The spectators' page and its files. */
export const windowFiles = (): RequestHandler => express.static(directory, { index: 'index.html' });

/** Headers that every answer carries. */
export const securityHeaders: RequestHandler = (_request, response, next) => {
  response.set({
    'content-security-policy': contentPolicy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
  });
  next();
};
