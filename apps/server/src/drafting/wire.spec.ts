import { randomBytes } from 'node:crypto';
import type { PackageId } from '@entente/kernel';
import parser from 'socket.io-msgpack-parser';
import { framer, webSocketFrame, type EncodedFrame } from './wire.js';

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
