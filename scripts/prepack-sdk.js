// What `npm pack` runs in clients/sdk. It is JavaScript, since it begins under whatever Node the machine has, and an older
// one runs no TypeScript; the build itself runs under the project's own Node.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const node = `${root}node_modules/.bin/node`;
const needed = [node, `${root}node_modules/typescript/bin/tsc`];

if (needed.every((path) => existsSync(path))) {
  const { status, error } = spawnSync(node, [`${root}scripts/build-sdk.ts`], { stdio: 'inherit' });
  if (error !== undefined) throw error;
  process.exitCode = status ?? 1;
} else {
  console.error(
    `agon-sdk cannot be built: the dependencies of Agon are not installed. Run npm ci in ${root} first.`,
  );
  process.exitCode = 1;
}
