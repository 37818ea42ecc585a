import parser from 'socket.io-msgpack-parser';
import { isSafeFrame } from './frame-guard.js';

const encode = (value: unknown): Uint8Array => {
  const [bytes] = new parser.Encoder().encode({
    type: 2,
    nsp: '/sync',
    id: 3,
    data: ['x', value],
  }) as unknown as [Uint8Array];
  return bytes;
};

describe('frames before they are decoded', () => {
  it.each([
    ['a keystroke', { document: 'd'.repeat(36), n: 70_000, update: Buffer.alloc(40) }],
    ['a large update', { document: 'd'.repeat(36), n: 1, update: Buffer.alloc(262_144) }],
    ['bytes as a browser sends them', { update: new ArrayBuffer(300) }],
    ['nothing', undefined],
    ['numbers of every size', [-1, -200, 1e9, 2 ** 40, -(2 ** 40), 1.5, null, true, false]],
    [
      'a join of a thousand documents',
      { documents: Array.from({ length: 1_000 }, () => ({ document: 'x', stateVector: Buffer.alloc(9) })) },
    ],
  ])('lets %s pass', (_name, value) => {
    expect(isSafeFrame(encode(value))).toBe(true);
  });

  it.each([
    ['lengths that are not there', Uint8Array.of(0xdd, 0x02, 0, 0, 0)],
    ['a map of everything', Uint8Array.of(0xdf, 0xff, 0xff, 0xff, 0xff)],
    ['a string that ends early', Uint8Array.of(0xd9, 5, 65)],
    ['a number that ends early', Uint8Array.of(0xcf, 1)],
    ['a length that ends early', Uint8Array.of(0xdb, 0, 0)],
    ['an unknown extension', Uint8Array.of(0xc7, 1, 9, 0)],
    ['the prefix that never is', Uint8Array.of(0xc1)],
    ['two frames', Uint8Array.of(0xc0, 0xc0)],
    ['nothing at all', new Uint8Array()],
    ['depth', Uint8Array.from({ length: 100 }, (_, at) => (at === 99 ? 0xc0 : 0x91))],
    [
      'more values than any message has',
      Uint8Array.from({ length: 9_003 }, (_, at) => [0xdc, 0x23, 0x28][at] ?? 0xc0),
    ],
  ])('refuses %s', (_name, bytes) => {
    expect(isSafeFrame(bytes)).toBe(false);
  });

  it('refuses every frame that is cut short', () => {
    const whole = encode({
      document: 'd'.repeat(36),
      n: 1,
      update: Buffer.alloc(20),
      more: [1, 2, { a: 'b' }],
    });
    for (let length = 0; length < whole.length; length += 1) {
      expect(isSafeFrame(whole.subarray(0, length))).toBe(false);
    }
  });
});
