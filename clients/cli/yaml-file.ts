import { isMap, isNode, isScalar, LineCounter, type Node, parseDocument } from 'yaml';

/** Something wrong at a place in the file. */
export interface Fault {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** A YAML or JSON text as a value, and the line of every place in it; or why it is no YAML. */
export type ReadYaml =
  | { readonly value: unknown; readonly lineOf: (path: readonly PropertyKey[]) => number }
  | { readonly faults: readonly { readonly line: number; readonly message: string }[] };

/** The deepest node on the way to a path. For a member of a map that is its key, where its line begins. */
const findNode = (root: Node, path: readonly PropertyKey[]): Node => {
  let node = root;
  let found = root;
  for (const step of path) {
    if (!isMap(node) && !('items' in node)) return found;
    const pair = isMap(node)
      ? node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step))
      : undefined;
    const next: unknown = pair === undefined ? (node as { get?: (key: unknown, keep: true) => unknown }).get?.(step, true) : pair.value;
    if (pair !== undefined && isNode(pair.key)) found = pair.key;
    if (!isNode(next)) return found;
    if (pair === undefined) found = next;
    node = next;
  }
  return found;
};

/** Reads a YAML text (JSON is a part of YAML). A key that is there twice is a fault. */
export const readYaml = (text: string): ReadYaml => {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false });
  if (document.errors.length > 0) {
    const faults = document.errors.map(({ pos, message }) => ({ line: counter.linePos(pos[0]).line, message }));
    return { faults };
  }
  const root = document.contents;
  return {
    value: document.toJS() as unknown,
    lineOf: (path) => {
      const node = root === null ? undefined : findNode(root, path);
      return node?.range == null ? 1 : counter.linePos(node.range[0]).line;
    },
  };
};
