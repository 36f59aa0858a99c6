// Builds the spectators' page into clients/web/dist, where the arena serves it from, and compresses its files once.
// `npm ci` runs it; where the build's tools were left out (`--omit=dev`), it says so and leaves the page unbuilt.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { build } from 'vite';

const configFile = fileURLToPath(new URL('../vite.config.ts', import.meta.url));
const built = fileURLToPath(new URL('../clients/web/dist', import.meta.url));

/** Smaller files travel in one packet as they are. */
const compressBytesMin = 1_024;

const loadVite = async (): Promise<{ readonly build: typeof build } | undefined> => {
  try {
    return await import('vite');
  } catch {
    return undefined;
  }
};

const compress = (folder: string): void => {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = `${entry.parentPath}/${entry.name}`;
    const bytes = readFileSync(path);
    if (bytes.length >= compressBytesMin) writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
  }
};

const vite = await loadVite();
if (vite === undefined) {
  console.log('The page is not built: Vite is not installed. `npm ci` with development packages builds it.');
} else {
  await vite.build({ configFile, logLevel: 'warn' });
  compress(built);
}
