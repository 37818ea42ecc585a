import { toCsv } from './csv.js';
import { formatInstant } from './instant.js';
import { formatBytes, formatNumber } from './number.js';

describe('formats of the screens', () => {
  it('writes an instant with weekday, date, time and zone', () => {
    const ms = Date.UTC(2026, 10, 27, 16, 0);
    expect(formatInstant(ms, 'Europe/Brussels')).toBe('Fri 27 Nov 2026, 17:00 CET');
  });

  it('groups digits with thin spaces', () => {
    expect(formatNumber(68350000)).toBe('68\u202F350\u202F000');
  });

  it('says sizes as people do', () => {
    expect([12, 204_115, 20_971_520].map(formatBytes)).toEqual(['12\u202FB', '204\u202FkB', '21.0\u202FMB']);
  });

  it('quotes what CSV needs quoted and disarms formulas', () => {
    expect(toCsv([['a,b', 'say "no"', '=1+1']])).toBe('\uFEFF"a,b","say ""no""",\'=1+1\r\n');
  });
});
