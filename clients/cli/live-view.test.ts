import { expect, test } from 'vitest';
import { createLiveView } from './live-view.ts';

const createTerminal = (columns: number, rows: number) => {
  const written: string[] = [];
  return { written, columns, rows, write: (text: string) => written.push(text) > 0 };
};

test('a block is drawn over the one before, cut to the terminal, and not too often', () => {
  let nowMs = 0;
  const terminal = createTerminal(10, 3);
  const view = createLiveView(terminal, () => nowMs);
  view.show(() => 'one');
  view.show(() => 'too soon');
  nowMs += 500;
  view.show(() => 'a line that is too long\ntwo\nthree');
  view.say('an engine died');
  view.show(() => 'again');
  view.show(() => 'last');
  view.stop();
  view.stop();
  expect(terminal.written).toEqual([
    '\r\u001b[Jone\n',
    '\u001b[1A\r\u001b[Ja line tha\ntwo\n',
    '\u001b[2A\r\u001b[Jan engine died\n',
    '\r\u001b[Jagain\n',
    '\u001b[1A\r\u001b[Jlast\n',
  ]);
});
