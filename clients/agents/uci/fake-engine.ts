import { existsSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';

/**
 * For tests: a program that speaks UCI and misbehaves as its first argument says. With a file as its second
 * argument it misbehaves only until the file is there, which it makes when it starts. With a port as its third it
 * connects to it, and lives on when its input ends: the test sees by the connection whether it lives.
 */
const [mode = 'good', marker = '', port = ''] = process.argv.slice(2);
const isCured = marker !== '' && existsSync(marker);
if (marker !== '') writeFileSync(marker, '');
if (port !== '') connect(Number(port), '127.0.0.1');
const fault = isCured ? 'good' : mode;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
let isAfterMove = false;

const search = (): void => {
  switch (fault) {
    case 'silent':
      return;
    case 'crash':
      return process.exit(3);
    case 'garbage':
      return say('bestmove castle-please');
    case 'flood':
      return void process.stdout.write('x'.repeat(200_000));
    case 'illegal':
      return say('bestmove e2e5');
    default:
      say('info depth 1 bestmove e2e5');
      say(isAfterMove ? 'bestmove g1f3' : 'bestmove e2e4 ponder e7e5');
  }
};

createInterface({ input: process.stdin }).on('line', (line) => {
  const [word] = line.split(' ');
  if (fault === 'mute') return;
  if (word === 'uci') ['id name Fake 1.0', 'option name Hash type spin', 'uciok'].forEach(say);
  if (word === 'isready') say('readyok');
  if (word === 'position') isAfterMove = line.includes(' moves ');
  if (word === 'go') search();
  if (word === 'stop') say('bestmove e2e4');
});
