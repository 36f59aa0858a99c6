import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Whether files can be kept from growing here, so that to a process the disk is full; that they cannot is printed. */
export const hasPrlimit = await promisify(execFile)('prlimit', ['--version']).then(
  () => true,
  () => false,
);
if (!hasPrlimit) console.log('skipped: the disk cannot be made full here without prlimit (util-linux)');
