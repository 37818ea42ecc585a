import { instant } from '@entente/kernel';
import { formatDate, formatInstant } from './instant.js';
import { readerZone, setReaderZone } from './reader-zone.js';
import { instantOfWallTime, wallTimeOf } from './wall-time.js';

describe('the zone in which a person reads', () => {
  const at = instant(Date.UTC(2026, 10, 27, 16, 0));

  afterEach(() => {
    setReaderZone(null);
  });

  it('is that of every instant shown, unless another is asked for', () => {
    setReaderZone('America/New_York');
    expect(formatInstant(at)).toMatch(/^Fri 27 Nov 2026, 11:00 /);
    expect(formatInstant(at, 'UTC')).toBe('Fri 27 Nov 2026, 16:00 UTC');
    setReaderZone('Asia/Tokyo');
    expect(formatInstant(at)).toMatch(/^Sat 28 Nov 2026, 01:00 /);
    expect(formatDate(at)).toBe('28 Nov 2026');
  });

  it('is that of the fields in which a moment is written, there and back, in winter and in summer', () => {
    setReaderZone('Asia/Tokyo');
    expect(wallTimeOf(at)).toBe('2026-11-28T01:00');
    expect(instantOfWallTime('2026-11-28T01:00')).toBe(at);
    setReaderZone('Europe/Brussels');
    for (const moment of [at, instant(Date.UTC(2026, 5, 11, 10, 0))]) {
      expect(instantOfWallTime(wallTimeOf(moment))).toBe(moment);
    }
    expect(instantOfWallTime('')).toBeNull();
    expect(instantOfWallTime('tomorrow')).toBeNull();
  });

  it('is that of the device where none is chosen, or one that this browser does not know', () => {
    const own = formatInstant(at);
    for (const zone of [null, 'Mars/Olympus_Mons']) {
      setReaderZone(zone);
      expect(readerZone()).toBeUndefined();
      expect(formatInstant(at)).toBe(own);
      expect(instantOfWallTime(wallTimeOf(at))).toBe(at);
    }
  });
});
