const encoder = new TextEncoder();

/** Which names may stand in an update at all, as bytes: the scan compares without decoding. */
export interface ScanProfile {
  readonly roots: readonly Uint8Array[];
  readonly nodes: readonly Uint8Array[];
  /** What the key of a mark begins with; the whole of it is looked at when it is applied. */
  readonly marks: readonly Uint8Array[];
}

export function scanProfile(names: {
  roots: Iterable<string>;
  nodes: Iterable<string>;
  marks: Iterable<string>;
}): ScanProfile {
  const bytesOf = (list: Iterable<string>) => Array.from(list, (name) => encoder.encode(name));
  return { roots: bytesOf(names.roots), nodes: bytesOf(names.nodes), marks: bytesOf(names.marks) };
}

/** Names that reach an object's prototype where a reader is careless (SECURITY §4.2.1). */
const RESERVED = ['__proto__', 'constructor', 'prototype'].map((name) => encoder.encode(name));

export function isReserved(bytes: Uint8Array, from: number, to: number): boolean {
  return isOneOf(RESERVED, bytes, from, to);
}

export function isOneOf(names: readonly Uint8Array[], bytes: Uint8Array, from: number, to: number): boolean {
  for (const name of names) {
    if (name.length === to - from && matches(name, bytes, from)) return true;
  }
  return false;
}

/** Whether the bytes begin with one of the names and go on no longer than `max`. */
export function beginsWithOneOf(
  names: readonly Uint8Array[],
  bytes: Uint8Array,
  range: { from: number; to: number; max: number },
): boolean {
  const { from, to, max } = range;
  if (to - from > max) return false;
  return names.some((name) => name.length < to - from && matches(name, bytes, from));
}

function matches(name: Uint8Array, bytes: Uint8Array, from: number): boolean {
  for (let at = 0; at < name.length; at += 1) {
    if (name[at] !== bytes[from + at]) return false;
  }
  return true;
}
