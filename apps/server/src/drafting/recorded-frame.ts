import type { Recorded, UpdateVerdict } from '@entente/contracts';
import { headerSize, writeHeader } from './wire-pieces.js';

/** What the parser writes before the number of the row, between, and behind the instant: maps of four, and of three or four entries. */
const BEFORE = '\x84\xa4type\x03\xa3nsp\xa5/sync\xa4data\x91';
const HEADS = [Buffer.from(`${BEFORE}\x83`, 'latin1'), Buffer.from(`${BEFORE}\x84`, 'latin1')] as const;
const SEQ = Buffer.from('\xa7verdict\xa8recorded\xa3seq', 'latin1');
const AT = Buffer.from('\xa2at', 'latin1');
const KNOWN = Buffer.from('\xa5known\xc3', 'latin1');
const ID = Buffer.from('\xa2id', 'latin1');

/**
 * The WebSocket frame that acknowledges a recorded update: the bytes that the parser would make of it, without an object for each of its
 * words (S187). Half of what the server sends while people type are these.
 */
export function recordedFrame(id: number, { seq, at, known }: Recorded): Buffer {
  const [first, last] = known === true ? [HEADS[1], KNOWN] : [HEADS[0], null];
  const fixed = first.length + SEQ.length + AT.length + (last?.length ?? 0) + ID.length;
  const payload = fixed + sizeOf(seq) + sizeOf(at) + sizeOf(id);
  const frame = Buffer.allocUnsafe(headerSize(payload) + payload);
  writeHeader(frame, payload);
  let end = put(frame, headerSize(payload), first);
  end = putNumber(frame, put(frame, end, SEQ), seq);
  end = putNumber(frame, put(frame, end, AT), at);
  if (last !== null) end = put(frame, end, last);
  putNumber(frame, put(frame, end, ID), id);
  return frame;
}

export function isRecorded(verdict: unknown): verdict is Recorded {
  return (verdict as Partial<UpdateVerdict>).verdict === 'recorded';
}

function put(frame: Buffer, at: number, bytes: Buffer): number {
  for (let index = 0; index < bytes.length; index += 1) frame[at + index] = bytes[index] ?? 0;
  return at + bytes.length;
}

/** Of a whole number from 0, as msgpack writes it: in the shortest of five forms. */
function sizeOf(value: number): number {
  if (value < 0x80) return 1;
  if (value < 0x100) return 2;
  if (value < 0x1_0000) return 3;
  return value < 0x1_0000_0000 ? 5 : 9;
}

function putNumber(frame: Buffer, at: number, value: number): number {
  switch (sizeOf(value)) {
    case 1:
      frame[at] = value;
      return at + 1;
    case 2:
      frame[at] = 0xcc;
      frame[at + 1] = value;
      return at + 2;
    case 3:
      frame[at] = 0xcd;
      return frame.writeUInt16BE(value, at + 1);
    case 5:
      frame[at] = 0xce;
      return frame.writeUInt32BE(value, at + 1);
    default:
      frame[at] = 0xcf;
      frame.writeUInt32BE(Math.floor(value / 0x1_0000_0000), at + 1);
      return frame.writeUInt32BE(value >>> 0, at + 5);
  }
}
