import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { exits } from './cli-error.ts';
import { toldErrorOf } from './told-error.ts';

/** What SQLite throws when there is no room for another page. */
const fullError = (): unknown => {
  const database = new DatabaseSync(':memory:');
  onTestFinished(() => database.close());
  database.exec('PRAGMA max_page_count = 2; CREATE TABLE texts (text TEXT)');
  try {
    database.prepare('INSERT INTO texts VALUES (?)').run('x'.repeat(100_000));
  } catch (error) {
    return error;
  }
  throw new Error('there was room');
};

test('a full disk is told as one, whether the system or SQLite found it full', () => {
  const told = { code: 'disk-full', exit: exits.environment, hint: 'Free some space on the disk.' };
  expect(toldErrorOf(fullError(), 'agon backup')).toEqual({ ...told, message: 'database or disk is full' });
  const system = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
  expect(toldErrorOf(system, 'agon backup')).toEqual({ ...told, message: system.message });
});
