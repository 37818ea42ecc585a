import { randomBytes } from 'node:crypto';
import type { PackageId } from '@entente/kernel';
import parser from 'socket.io-msgpack-parser';
import { encodedPacket, framer, webSocketFrame, type EncodedFrame } from './wire.js';
import { framePieces } from './wire-pieces.js';

/** Reads one unmasked WebSocket frame as RFC 6455 §5.2 describes it. */
function read(frame: Buffer): { opcode: number; final: boolean; masked: boolean; payload: Buffer } {
  const [first = 0, second = 0] = frame;
  const short = second & 0x7f;
  const header = short === 126 ? 4 : short === 127 ? 10 : 2;
  const length =
    short === 126 ? frame.readUInt16BE(2) : short === 127 ? Number(frame.readBigUInt64BE(2)) : short;
  expect(frame.length).toBe(header + length);
  return {
    opcode: first & 0x0f,
    final: (first & 0xf0) === 0x80,
    masked: (second & 0x80) !== 0,
    payload: frame.subarray(header),
  };
}

describe('frames as they go to the network', () => {
  it.each([0, 1, 125, 126, 65_535, 65_536, 1_000_000])(
    '[S92] a payload of %i bytes is one binary message',
    (length) => {
      const payload = randomBytes(length);
      const { payload: got, ...head } = read(webSocketFrame(payload));
      expect(head).toEqual({ opcode: 2, final: true, masked: false });
      expect(got.equals(payload)).toBe(true);
    },
  );

  it.each([0, 100, 16_383, 16_384, 400_000])(
    '[S171] in pieces it is the same frame, and %i bytes are the memory that they were in',
    (length) => {
      const update = randomBytes(length);
      const documents = Array.from({ length: 20 }, (_, at) => ({
        at,
        update,
        vector: Buffer.of(at),
        none: null,
      }));
      const verdict = { verdict: 'joined', lease: 4_000_000_000, epoch: 'ä', documents };
      const packet = { type: 3, nsp: '/sync', data: [verdict], id: 7 };
      const pieces = framePieces(packet);
      expect(Buffer.concat(pieces).equals(encodedPacket(packet))).toBe(true);
      expect(pieces.filter((piece) => piece === update)).toHaveLength(length < 16_384 ? 0 : 20);
    },
  );

  it('[S92] a frame holds the packet that socket.io would make of the event', () => {
    const body = { package: 'p' as PackageId, topics: [] };
    // Ours are the encoded ones; the engine is not to know that.
    const { bytes } = framer.frame({ event: 'changed', body }) as EncodedFrame;
    const decoder = new parser.Decoder();
    const packets: unknown[] = [];
    decoder.on('decoded', (packet: unknown) => packets.push(packet));
    decoder.add(read(bytes).payload);
    expect(packets).toEqual([{ type: 2, nsp: '/sync', data: ['changed', body] }]);
  });
});
