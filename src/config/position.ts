import { isMap, isNode, isPair, isScalar, isSeq } from 'yaml';
import type { Document } from 'yaml';

type Key = string | number | symbol;

/** Offset in the text of what stands at a path; with a key, of that key itself. The nearest thing above where it is not. */
export function offsetOf(document: Document.Parsed, path: readonly Key[], key?: string): number {
  let node: unknown = document.contents;
  let offset = start(node);
  for (const step of path) {
    node = child(node, step);
    if (node === undefined) return offset;
    offset = isPair(node) ? start(node.value) || start(node.key) : start(node);
    if (isPair(node)) node = node.value;
  }
  const pair = key === undefined ? undefined : child(node, key);
  return isPair(pair) ? start(pair.key) : offset;
}

function child(node: unknown, step: Key): unknown {
  if (isMap(node)) return node.items.find(({ key }) => String(isScalar(key) ? key.value : key) === String(step));
  return isSeq(node) ? node.items[Number(step)] : undefined;
}

const start = (node: unknown): number => (isNode(node) ? (node.range?.[0] ?? 0) : 0);
