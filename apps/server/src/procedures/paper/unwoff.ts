import { inflateSync } from 'node:zlib';

const HEAD = 44;
const ENTRY = 20;

/**
 * The TrueType font in a WOFF 1.0 file: the same tables, uncompressed. Fonts come from npm as WOFF only, and Typst reads OpenType only.
 * `family`: another name of as many letters, so that two subsets of one family can be told apart; null keeps it.
 */
export function unwoff(
  file: Buffer,
  family: { readonly from: string; readonly to: string } | null = null,
): Buffer {
  const tables = file.readUInt16BE(12);
  const head = Buffer.alloc(12 + 16 * tables);
  file.copy(head, 0, 4, 8);
  writeSearch(head, tables);
  const parts: Buffer[] = [];
  let offset = head.length;
  for (let table = 0; table < tables; table += 1) {
    const at = HEAD + ENTRY * table;
    const length = file.readUInt32BE(at + 12);
    const data = tableOf(file, at, length);
    const entry = 12 + 16 * table;
    file.copy(head, entry, at, at + 4);
    file.copy(head, entry + 4, at + 16, at + 20);
    head.writeUInt32BE(offset, entry + 8);
    head.writeUInt32BE(length, entry + 12);
    const isName = file.toString('latin1', at, at + 4) === 'name';
    const padded = Buffer.concat([
      isName ? renamed(data, family) : data,
      Buffer.alloc((4 - (length % 4)) % 4),
    ]);
    parts.push(padded);
    offset += padded.length;
  }
  return Buffer.concat([head, ...parts]);
}

/** Number of tables and the three figures for binary search that the format asks for. */
function writeSearch(head: Buffer, tables: number): void {
  const selector = Math.floor(Math.log2(tables));
  const range = 16 * 2 ** selector;
  head.writeUInt16BE(tables, 4);
  head.writeUInt16BE(range, 6);
  head.writeUInt16BE(selector, 8);
  head.writeUInt16BE(16 * tables - range, 10);
}

function tableOf(file: Buffer, at: number, length: number): Buffer {
  const offset = file.readUInt32BE(at + 4);
  const stored = file.subarray(offset, offset + file.readUInt32BE(at + 8));
  return stored.length < length ? inflateSync(stored) : stored;
}

function renamed(table: Buffer, family: { readonly from: string; readonly to: string } | null): Buffer {
  if (family === null) return table;
  const [from, to] = [family.from, family.to].map((name) => Buffer.from(name, 'utf16le').swap16());
  if (from === undefined || to === undefined || from.length !== to.length) {
    throw new Error('a family is renamed to one of as many letters');
  }
  const copy = Buffer.from(table);
  for (let place = copy.indexOf(from); place !== -1; place = copy.indexOf(from, place + 1))
    to.copy(copy, place);
  return copy;
}
