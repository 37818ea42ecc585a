import type { EventEmitter } from 'node:events';

/** What is looked at of the receiver of `ws`; its version is pinned (ADR 0011). */
export interface ReceiverBelow {
  readonly _state: number;
  readonly _bufferedBytes: number;
  readonly _fragmented: number;
  readonly _opcode: number;
  readonly _errored: boolean;
}

type ReadData = (chunk: Buffer) => void;

const GET_INFO = 0;
const CLOSE = 0x8;
/** FIN, no extension, a binary message. */
const WHOLE_BINARY = 0x82;
const MASKED = 0x80;
const MASK = 4;
const LENGTH_IN_TWO = 126;
const LENGTH_IN_EIGHT = 127;

/**
 * Takes the messages that come in one frame and one piece, which are nearly all, from the chunk in which they lie; from the first byte on that is anything
 * else, `ws` reads the chunk, and goes on until it stands between two frames (S189). Its receiver is a stream that passes each message through a
 * dozen functions and four copies of a view: a fifteenth of what a keystroke costs a busy server.
 */
export function takeWholeFrames(
  socket: Pick<EventEmitter, 'listeners' | 'on' | 'removeListener'>,
  receiver: ReceiverBelow,
  take: (payload: Buffer) => void,
): void {
  const [read] = socket.listeners('data') as ReadData[];
  if (read === undefined) throw new Error('nobody reads this socket');
  socket.on('data', (chunk: Buffer) => {
    const from = isBetweenFrames(receiver) ? takeFrom(chunk, take) : 0;
    if (from < chunk.length) read.call(socket, from === 0 ? chunk : chunk.subarray(from));
  });
  socket.removeListener('data', read);
}

/** After a goodbye nothing is read any more, which `ws` sees to. */
function isBetweenFrames({ _state, _bufferedBytes, _fragmented, _opcode, _errored }: ReceiverBelow): boolean {
  return _state === GET_INFO && _bufferedBytes === 0 && _fragmented === 0 && _opcode !== CLOSE && !_errored;
}

/** Answers where the first byte stands that was not taken. */
function takeFrom(chunk: Buffer, take: (payload: Buffer) => void): number {
  let at = 0;
  for (;;) {
    const header = headerSize(chunk, at);
    if (header === 0) return at;
    const start = at + header + MASK;
    const end = start + (header === 2 ? (chunk[at + 1] ?? 0) - MASKED : chunk.readUInt16BE(at + 2));
    if (end > chunk.length) return at;
    unmask(chunk, start, end);
    at = end;
    take(chunk.subarray(start, end));
  }
}

/** Bytes before the mask; 0 where this is not a whole header of a masked, whole, binary message below 64 KiB. */
function headerSize(chunk: Buffer, at: number): number {
  const length = (chunk[at + 1] ?? 0) - MASKED;
  if (chunk[at] !== WHOLE_BINARY || length < 0 || length === LENGTH_IN_EIGHT) return 0;
  if (length < LENGTH_IN_TWO) return 2;
  if (at + 4 > chunk.length) return 0;
  // The shortest form is asked for (RFC 6455 §5.2); what `ws` makes of another one is its own affair.
  return chunk.readUInt16BE(at + 2) < LENGTH_IN_TWO ? 0 : 4;
}

/** The mask stands right before the payload. */
function unmask(chunk: Buffer, start: number, end: number): void {
  for (let at = start; at < end; at += 1) {
    const key = chunk[start - MASK + ((at - start) & 3)] ?? 0;
    chunk[at] = (chunk[at] ?? 0) ^ key;
  }
}
