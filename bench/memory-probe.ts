import { isMainThread } from 'node:worker_threads';
import { answerParent } from './child.ts';
import { memoryUsed } from './memory-used.ts';

// Loaded before a program by `--import`, which its worker threads do as well. The program needs `--expose-gc`.
if (isMainThread) answerParent({ memory: memoryUsed });
