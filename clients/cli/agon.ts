#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { env } from 'node:process';
import { fileURLToPath } from 'node:url';

// What Node has compiled is kept beside the dependencies, so that the next command starts sooner. Where that folder
// cannot be written to, Node compiles each time.
const kept = fileURLToPath(new URL('../../node_modules/.cache/agon', import.meta.url));
env['NODE_COMPILE_CACHE'] ??= kept; // Threads read it from here.
enableCompileCache(env['NODE_COMPILE_CACHE']);

await import('./main.ts');
