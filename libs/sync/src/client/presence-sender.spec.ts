import type { DocumentId } from '@entente/kernel';
import { PresenceSender } from './presence-sender.js';
import type { PresencePosition } from './types.js';

const at = (place: number): PresencePosition => ({
  document: 'd' as DocumentId,
  anchor: Uint8Array.of(place),
  head: Uint8Array.of(place),
  provision: null,
});

describe('the caret on its way to the others', () => {
  let due: (() => void) | null = null;
  let sent: (PresencePosition | null)[] = [];
  const pauses: number[] = [];
  const timer = {
    after: (ms: number, task: () => void) => {
      pauses.push(ms);
      due = task;
      return () => {
        due = null;
      };
    },
  };
  const tick = (): void => {
    const task = due;
    due = null;
    task?.();
  };
  let sender: PresenceSender;
  beforeEach(() => {
    due = null;
    sent = [];
    sender = new PresenceSender(timer, (place) => sent.push(place));
  });

  it('[S79] goes at once, then at most ten times a second, the last place always', () => {
    for (const place of [1, 2, 3]) sender.set(at(place));
    expect(sent).toEqual([at(1)]);
    expect(pauses.at(-1)).toBe(100);
    tick();
    expect(sent).toEqual([at(1), at(3)]);
    tick();
    sender.set(null);
    expect(sent).toEqual([at(1), at(3), null]);
  });

  it('[S79] goes again over a new connection, and never after the end', () => {
    sender.again();
    expect(sent).toEqual([]);
    sender.set(at(1));
    tick();
    sender.again();
    expect(sent).toEqual([at(1), at(1)]);
    sender.set(at(2));
    sender.stop();
    tick();
    expect(sent).toHaveLength(2);
  });
});
