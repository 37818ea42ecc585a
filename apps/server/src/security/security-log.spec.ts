import { readFileSync } from 'node:fs';
import { Logger } from '@nestjs/common';
import { SecurityLog, securityRows } from './index.js';

interface Line {
  readonly level: 'log' | 'warn';
  readonly facts: Readonly<Record<string, unknown>>;
  readonly context: unknown;
}

describe('security events', () => {
  let lines: Line[];
  let security: SecurityLog;

  beforeEach(() => {
    lines = [];
    const hear =
      (level: Line['level']) =>
      (facts: object, ...rest: unknown[]): void => {
        lines.push({ level, facts: facts as Line['facts'], context: rest.at(-1) });
      };
    const silent = (): void => undefined;
    Logger.overrideLogger({ log: hear('log'), warn: hear('warn'), error: silent });
    security = new SecurityLog();
  });
  afterAll(() => {
    Logger.overrideLogger(false);
  });

  it('[S155] each is one line with its name and facts, at its level, on the logger security', () => {
    security.record('ticket-reused', '10.0.0.7', { address: '10.0.0.7' });
    security.record('slow-reader', 'ada', { person: 'ada', code: 'SLOW' });
    expect(lines).toEqual([
      { level: 'warn', facts: { event: 'ticket-reused', address: '10.0.0.7' }, context: 'security' },
      { level: 'log', facts: { event: 'slow-reader', person: 'ada', code: 'SLOW' }, context: 'security' },
    ]);
  });

  it('[S155] in a flood a few lines are written, all is counted, and what was held back follows as a number', () => {
    for (let n = 0; n < 10_000; n += 1) security.record('message-malformed', 'eve', { person: 'eve' });
    const written = lines.length;
    expect(written).toBeGreaterThan(0);
    expect(written).toBeLessThan(20);
    security.onApplicationShutdown();
    expect(lines.at(-1)?.facts).toEqual({
      event: 'message-malformed',
      heldBack: 10_000 - written,
      sources: 1,
    });
    expect(security.counts.get('message-malformed')).toBe(10_000);
  });

  it('[S155] one person’s flood hides neither another person’s event nor another event', () => {
    for (let n = 0; n < 1_000; n += 1) security.record('unknown-asked', 'eve', { person: 'eve' });
    const before = lines.length;
    security.record('unknown-asked', 'ada', { person: 'ada' });
    security.record('token-reused', 'eve', { person: 'eve' });
    expect(lines.slice(before).map(({ facts }) => [facts['event'], facts['person']])).toEqual([
      ['unknown-asked', 'ada'],
      ['token-reused', 'eve'],
    ]);
  });

  it('[S155] a flood from ever new sources is bounded too', () => {
    for (let n = 0; n < 20_000; n += 1) security.record('ticket-unknown', `10.0.${String(n)}`, {});
    expect(lines.length).toBeLessThan(100);
    security.onApplicationShutdown();
    expect(Number(lines.at(-1)?.facts['heldBack'])).toBeGreaterThan(19_000);
  });

  it('[S155] docs/how-to/operate.md has the same table', () => {
    const text = readFileSync(new URL('../../../../docs/how-to/operate.md', import.meta.url), 'utf8');
    const table = text.slice(text.indexOf('## Security events')).split('\n## ', 1)[0] ?? '';
    expect(table.split('\n').filter((line) => line.startsWith('| `'))).toEqual(securityRows());
  });
});
