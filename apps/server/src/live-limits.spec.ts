import { readFileSync } from 'node:fs';
import { refusals } from '@entente/contracts';
import { defaultEngineLimits } from '@entente/sync';
import { LIVE_LIMITS, limitRows, liveLimitSettings } from './live-limits.js';
import { ServerConfig } from './server-config.js';

const needed = {
  DATABASE_URL: 'postgres://entente:word@localhost/entente',
  KEY_DIR: 'keys',
  ANNEX_ADDRESS: 'http://localhost:3001',
};
const configured = (settings: Readonly<Record<string, string>>): ServerConfig =>
  new ServerConfig({ ...needed, ...settings });

describe('limits of live editing as settings', () => {
  it('[S152] a limit out of its bounds, of no number or of no such name stops the start, all of them named', () => {
    const wrong = {
      LIVE_MESSAGES_PER_SECOND: '0',
      LIVE_HOLD_MS: 'soon',
      LIVE_FLIGHTS: '1.5',
      LIVE_MESAGES_BURST: '10',
    };
    let message = '';
    try {
      configured(wrong);
    } catch (error) {
      message = (error as Error).message;
    }
    for (const variable of Object.keys(wrong)) expect(message).toContain(`${variable}: `);
    expect(message).toContain('LIVE_MESAGES_BURST: no such setting');
  });

  it.each([
    [{ LIVE_MESSAGES_PER_SECOND: '500', LIVE_MESSAGES_BURST: '100' }, 'LIVE_MESSAGES_BURST'],
    [{ LIVE_BYTES_BURST: '70000' }, 'LIVE_BYTES_BURST'],
    [{ LIVE_JOINS_BURST: '100' }, 'LIVE_JOINS_BURST'],
  ])('[S152] two limits that contradict each other stop the start: %p', (settings, named) => {
    expect(() => configured(settings)).toThrow(`${named}: must not be below`);
  });

  it('[S152] every limit of the engine can be set, and keeps its default otherwise', () => {
    expect(configured({}).live).toMatchObject(defaultEngineLimits);
    const largest = Object.fromEntries(
      LIVE_LIMITS.map((limit) => [liveLimitSettings[limit].variable, String(liveLimitSettings[limit].most)]),
    );
    const { live } = configured(largest);
    for (const limit of LIVE_LIMITS)
      expect([limit, live[limit]]).toEqual([limit, liveLimitSettings[limit].most]);
  });

  it('[S152] each limit names a code of the wire or says that nobody is refused, and no variable stands twice', () => {
    const all = LIVE_LIMITS.map((limit) => liveLimitSettings[limit]);
    expect(all.filter(({ beyond }) => !beyond.endsWith('.') && !(beyond in refusals))).toEqual([]);
    expect(new Set(all.map(({ variable }) => variable)).size).toBe(all.length);
    expect(all.filter(({ least, most }) => least >= most)).toEqual([]);
  });

  it('[S152] docs/how-to/operate.md has the same table', () => {
    const text = readFileSync(new URL('../../../docs/how-to/operate.md', import.meta.url), 'utf8');
    const documented = text.split('\n').filter((line) => line.startsWith('| `LIVE_'));
    expect(documented).toEqual(limitRows());
  });
});

describe('who may read metrics, as settings', () => {
  it('[S153] metrics on an address that others reach need a token, or the start stops', () => {
    const open = { METRICS_PORT: '9464', METRICS_HOST: '0.0.0.0' };
    expect(() => configured(open)).toThrow('METRICS_TOKEN: not set');
    expect(() => configured({ ...open, METRICS_TOKEN: 'short' })).toThrow('METRICS_TOKEN: shorter');
    expect(() => configured({ METRICS_PORT: '3000' })).toThrow('METRICS_PORT: must not be the port');
    const token = 'a-long-enough-token';
    expect(configured({ ...open, METRICS_TOKEN: token }).metrics).toEqual({
      port: 9464,
      host: '0.0.0.0',
      token,
    });
  });

  it('[S153] metrics are served nowhere unless a port is set, and then on loopback', () => {
    expect(configured({}).metrics).toBeNull();
    expect(configured({ METRICS_PORT: '9464' }).metrics).toEqual({
      port: 9464,
      host: '127.0.0.1',
      token: null,
    });
  });
});
