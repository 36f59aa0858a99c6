import { posix } from 'node:path';
import { parseSync } from 'oxc-parser';

/** A source file: its path from the project's root, with forward slashes, and its text. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** One reference from a file to a module: what is written, and the project path it leads to if it is relative. */
export interface Import {
  readonly from: string;
  readonly specifier: string;
  readonly target: string | undefined;
}

/** What a folder may import; the first entry whose folder holds a file applies to it. */
interface Layer {
  readonly folder: string;
  /** Folders and files of the project. */
  readonly inside: readonly string[];
  /** Packages, or all of them. */
  readonly packages: readonly string[] | 'any';
  readonly isBrowserSafe: boolean;
}

const layers: readonly Layer[] = [
  { folder: 'games', inside: ['games'], packages: ['zod', 'chess.js'], isBrowserSafe: true },
  { folder: 'replays/stores', inside: ['games', 'replays'], packages: 'any', isBrowserSafe: false },
  { folder: 'replays', inside: ['games', 'replays'], packages: ['zod'], isBrowserSafe: true },
  { folder: 'server', inside: ['games', 'replays', 'server'], packages: 'any', isBrowserSafe: false },
  {
    folder: 'clients/sdk',
    inside: ['clients/sdk', 'server/protocol'],
    packages: 'any',
    isBrowserSafe: false,
  },
  {
    folder: 'clients/agents',
    // The server defines the port of hosted players and what a wire is; who implements it must see the types.
    inside: [
      'clients/agents',
      'games',
      'clients/sdk',
      'server/protocol',
      'server/hosting/port.ts',
      'server/match/ports.ts',
    ],
    packages: 'any',
    isBrowserSafe: false,
  },
  {
    folder: 'clients/mcp',
    inside: ['clients/mcp', 'games', 'clients/sdk', 'server/protocol'],
    packages: 'any',
    isBrowserSafe: false,
  },
  {
    folder: 'clients/web',
    inside: ['clients/web', 'games', 'replays', 'server/protocol'],
    packages: 'any',
    isBrowserSafe: true,
  },
];

/** What tests may import besides what their folder may. */
const testPackages = ['vitest', 'fast-check'];

const isWithin = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`);
const isTest = (path: string): boolean => path.endsWith('.test.ts') || path.endsWith('.test.tsx');
const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

interface Node {
  readonly type?: string;
  readonly value?: unknown;
  readonly source?: unknown;
}

/** A relative path to a module, wherever it is written: `new URL('./worker.ts', import.meta.url)` is an import too. */
const isModulePath = (value: unknown): value is string =>
  typeof value === 'string' && /^\.{1,2}\/[^\s]*\.tsx?$/.test(value);

const literalOf = (node: unknown): string | undefined => {
  const { value } = (node ?? {}) as Node;
  return typeof value === 'string' ? value : undefined;
};

/** The module specifiers of a syntax tree: imports, re-exports, `import()` in code and in types, worker paths. */
const specifiersOf = (tree: unknown, found: Set<string>): Set<string> => {
  if (typeof tree !== 'object' || tree === null) return found;
  const node = tree as Node;
  // A computed import cannot be judged, so it stands for a package that no layer lists.
  if (node.type === 'ImportExpression') found.add(literalOf(node.source) ?? 'computed-import');
  const isModuleReference = /^(Import|ExportNamed|ExportAll)Declaration$|^TSImportType$/.test(
    node.type ?? '',
  );
  const source = isModuleReference ? literalOf(node.source) : undefined;
  if (source !== undefined) found.add(source);
  if (node.type === 'Literal' && isModulePath(node.value)) found.add(node.value);
  for (const child of Object.values(tree)) specifiersOf(child, found);
  return found;
};

/** All imports of a file, type-only ones included. Throws if the file does not parse. */
export const importsOf = ({ path, text }: SourceFile): Import[] => {
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new SyntaxError(`${path}: ${errors[0]!.message}`);
  return [...specifiersOf(program, new Set())].map((specifier) => ({
    from: path,
    specifier,
    target: specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier) : undefined,
  }));
};

/** Why an import breaks the law of its folder, or undefined if it keeps it. */
const faultOf = ({ from, specifier, target }: Import): string | undefined => {
  const layer = layers.find(({ folder }) => isWithin(from, folder));
  if (layer === undefined) return undefined;
  if (target !== undefined) {
    if (layer.inside.some((folder) => isWithin(target, folder))) return undefined;
    return `${from} imports ${target}; ${layer.folder} may import ${layer.inside.join(', ')}`;
  }
  if (specifier.startsWith('node:'))
    return layer.isBrowserSafe && !isTest(from)
      ? `${from} imports ${specifier}; ${layer.folder} runs in browsers`
      : undefined;
  if (layer.packages === 'any' || (isTest(from) && testPackages.includes(packageOf(specifier))))
    return undefined;
  return layer.packages.includes(packageOf(specifier))
    ? undefined
    : `${from} imports ${specifier}; ${layer.folder} may import the packages ${layer.packages.join(', ')}`;
};

/** Every breach of the import law in these files, as sentences. */
export const importFaults = (files: readonly SourceFile[]): string[] =>
  files.flatMap(importsOf).flatMap((one) => faultOf(one) ?? []);
