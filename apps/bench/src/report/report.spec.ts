import {
  merged,
  readReport,
  reportJson,
  type Circumstances,
  type MeasuredScenario,
  type Report,
} from './report.js';

const at = (instant: string): Circumstances => ({ at: instant, machine: '2 cores', seed: 1, length: 'full' });

function measuredAt(instant: string, ...p50s: number[]): MeasuredScenario {
  return { ...at(instant), measured: { ours: p50s.map((p50) => ({ figures: { p50 }, refused: {} })) } };
}

const kills = measuredAt('2026-11-24T10:10:00Z', 2);
const early: Report = {
  scenarios: { S1: measuredAt('2026-11-24T10:00:00Z', 1), S5: kills },
  curves: {},
};
const crowd = measuredAt('2026-11-24T12:00:00Z', 3, Number.NaN);
const late: Report = { scenarios: { S1: crowd }, curves: {} };

describe('a report of the bench', () => {
  it('is what is read back, also what could not be measured', () => {
    expect(readReport('late.json', reportJson(late))).toEqual({ ok: true, value: late });
  });

  it('is put together scenario by scenario, the later measured of each', () => {
    const whole = { scenarios: { S1: crowd, S5: kills }, curves: {} };
    expect(merged([early, late])).toEqual(whole);
    expect(merged([late, early])).toEqual(whole);
  });

  it('keeps what the consensus core took last', () => {
    const consensus = (instant: string): Report => ({
      scenarios: {},
      curves: {},
      consensus: {
        ...at(instant),
        rows: [{ work: 'count', runs: 5, median: 1, p99: 2, unit: 'µs' }],
        notes: [],
      },
    });
    const both = [consensus('2026-11-24T12:00:00Z'), consensus('2026-11-24T11:00:00Z'), early];
    expect(merged(both)).toEqual({ ...early, consensus: both[0]?.consensus });
    expect(readReport('x.json', reportJson(merged(both)))).toEqual({ ok: true, value: merged(both) });
    const half = '{"form":"entente-bench/2","scenarios":{},"curves":{},"consensus":{"at":""}}';
    expect(readReport('x.json', half)).toMatchObject({ ok: false });
  });

  it.each([
    ['no JSON', 'words'],
    ['a number', '1'],
    ['an earlier form', '{"form":"entente-bench/1","scenarios":{},"curves":{}}'],
  ])('is not %s', (_what, json) => {
    const refused = { message: 'x.json is no report of form entente-bench/2.' };
    expect(readReport('x.json', json)).toEqual({ ok: false, error: refused });
  });

  it.each(['{"S9":{"at":"","measured":{}}}', '{"S1":{"measured":{}}}', '[1]'])(
    'is not half of one: %s',
    (part) => {
      const json = `{"form":"entente-bench/2","scenarios":${part},"curves":{}}`;
      expect(readReport('x.json', json)).toMatchObject({
        ok: false,
        error: { message: expect.stringMatching(/not whole/) },
      });
    },
  );
});
