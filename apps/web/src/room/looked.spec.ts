import type { PackageId, PersonId } from '@entente/kernel';
import { lastLooked, noteLooked } from './looked.js';

const ANN = 'ann' as PersonId;
const BEN = 'ben' as PersonId;
const ONE = 'one' as PackageId;
const TWO = 'two' as PackageId;
const MINUTE = 60_000;

/** What of a browser's storage is used here. */
function storage(): Pick<Storage, 'getItem' | 'setItem'> & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
  };
}

describe('when a person last looked', () => {
  const place = globalThis as { window?: unknown };
  afterEach(() => {
    delete place.window;
  });

  it('is known of that person and package alone, five minutes early', () => {
    place.window = { localStorage: storage() };
    noteLooked(ANN, ONE, 60 * MINUTE);
    expect(lastLooked(ANN, ONE)).toBe(55 * MINUTE);
    expect([lastLooked(BEN, ONE), lastLooked(ANN, TWO)]).toEqual([null, null]);
  });

  it('keeps the instant on the device and nothing of the text', () => {
    const localStorage = storage();
    place.window = { localStorage };
    noteLooked(ANN, ONE, 60 * MINUTE);
    expect([...localStorage.kept]).toEqual([['entente-looked:ann:one', String(55 * MINUTE)]]);
  });

  it('is not known where what is kept is no instant, or storage is forbidden', () => {
    const localStorage = storage();
    localStorage.setItem('entente-looked:ann:one', 'yesterday');
    place.window = { localStorage };
    expect(lastLooked(ANN, ONE)).toBeNull();
    place.window = {
      get localStorage(): Storage {
        throw new Error('SecurityError');
      },
    };
    expect(() => {
      noteLooked(ANN, ONE, 1);
    }).not.toThrow();
    expect(lastLooked(ANN, ONE)).toBeNull();
  });
});
