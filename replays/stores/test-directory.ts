import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export const newDirectory = (): string => {
  const directory = mkdtempSync(join(tmpdir(), 'agon-store-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  return directory;
};
