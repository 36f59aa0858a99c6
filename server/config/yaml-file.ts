import { isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';

/** Something wrong at a line of a file, from 1. */
export interface LineFault {
  readonly line: number;
  readonly message: string;
}

/** A YAML or JSON text as a value, and the line of every place in it; or why it is no YAML. */
export type ReadYaml =
  | { readonly value: unknown; readonly lineOf: (path: readonly PropertyKey[]) => number }
  | { readonly faults: readonly LineFault[] };

/** The node that a step of a path leads to, and where that begins: at its key in a map, at itself in a list. */
const follow = (
  node: Node,
  step: PropertyKey,
): { readonly begin: Node; readonly node: unknown } | undefined => {
  if (isSeq(node)) {
    const item = node.items[Number(step)];
    return isNode(item) ? { begin: item, node: item } : undefined;
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
  return isNode(pair?.key) ? { begin: pair.key, node: pair.value } : undefined;
};

/** Where a path begins in the text, or the deepest part of it that is there. */
const findBegin = (root: Node, path: readonly PropertyKey[]): Node => {
  let begin = root;
  let node: unknown = root;
  for (const step of path) {
    const next = isNode(node) ? follow(node, step) : undefined;
    if (next === undefined) break;
    ({ begin, node } = next);
  }
  return begin;
};

/** Reads a YAML text (JSON is a part of YAML). A key that is there twice is a fault. */
export const readYaml = (text: string): ReadYaml => {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false });
  if (document.errors.length > 0) {
    const faults = document.errors.map(({ pos, message }) => ({
      line: counter.linePos(pos[0]).line,
      message,
    }));
    return { faults };
  }
  const root = document.contents;
  return {
    value: document.toJS() as unknown,
    lineOf: (path) => {
      const range = root === null ? undefined : findBegin(root, path).range;
      return range === undefined || range === null ? 1 : counter.linePos(range[0]).line;
    },
  };
};
