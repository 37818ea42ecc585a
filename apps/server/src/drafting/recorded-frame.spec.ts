import type { Recorded } from '@entente/contracts';
import { isRecorded, recordedFrame } from './recorded-frame.js';
import { answerFrame, encodedPacket, NAMESPACE, PACKET } from './wire.js';

/** Each form in which a whole number is written, at both of its ends. */
const NUMBERS = [
  0, 1, 0x7f, 0x80, 0xff, 0x100, 0xffff, 0x1_0000, 0xffff_ffff, 0x1_0000_0000, 1_795_000_000_123,
];

describe('the answer to a recorded update', () => {
  it('[S187] is, byte for byte, the packet that the parser would make', () => {
    for (const seq of NUMBERS) {
      for (const id of NUMBERS) {
        for (const at of [1_795_000_000_123, 2 ** 40 - 1, 2 ** 42 + 1]) {
          for (const known of [{}, { known: true }] as const) {
            const verdict: Recorded = { verdict: 'recorded', seq, at, ...known };
            const packet = { type: PACKET.ACK, nsp: NAMESPACE, data: [verdict], id };
            expect(recordedFrame(id, verdict).equals(encodedPacket(packet))).toBe(true);
          }
        }
      }
    }
  });

  it('[S187] is not made of a refusal', () => {
    const refused = { verdict: 'refused', code: 'RATE', retry: 'later' };
    expect(isRecorded(refused)).toBe(false);
    const packet = { type: PACKET.ACK, nsp: NAMESPACE, data: [refused], id: 7 };
    expect(answerFrame(7, refused).equals(encodedPacket(packet))).toBe(true);
  });
});
