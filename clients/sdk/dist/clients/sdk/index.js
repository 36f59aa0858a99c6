export { createArena } from './arena.js';
export { ArenaError } from './arena-error.js';
export { playMatch } from './connect.js';
export { playOver } from './play.js';
export { createSeatRunner } from './seat.js';
