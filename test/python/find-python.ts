import { spawnSync } from 'node:child_process';
import { findPrograms, isSkipped } from '../required-tools.ts';

/** The first Python that has the package `websockets`, and whether tests that need it are skipped. */
export const findPython = (): { readonly program: string | undefined; readonly isSkipped: boolean } => {
  const program = findPrograms('python3').find(
    (candidate) => spawnSync(candidate, ['-c', 'import websockets']).status === 0,
  );
  return {
    program,
    isSkipped: isSkipped('python', program === undefined ? ['python3 with the package websockets'] : []),
  };
};
