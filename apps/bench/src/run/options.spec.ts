import { CONTENDERS } from '../generator/target.js';
import { readOptions, SCENARIOS } from './options.js';

describe('the options of the bench', () => {
  it('are everything, three rounds, seed 1, unless asked otherwise', () => {
    expect(readOptions([])).toEqual({
      ok: true,
      value: {
        only: SCENARIOS,
        consensus: true,
        servers: CONTENDERS,
        quick: false,
        tiny: false,
        rounds: 3,
        json: null,
        writeDocs: false,
        docs: [],
        alone: null,
        profile: false,
        seed: 1,
      },
    });
  });

  it('take scenarios by name, in the order of the tables', () => {
    expect(readOptions(['--only', 'S4', '--only', 'S1', '--quick', '--json', 'out.json'])).toMatchObject({
      ok: true,
      value: { only: ['S1', 'S4'], quick: true, rounds: 2, json: 'out.json' },
    });
    expect(readOptions(['--server', 'ours', '--server', 'relay'])).toMatchObject({
      ok: true,
      value: { servers: ['relay', 'ours'] },
    });
    expect(readOptions(['--only', 'sync'])).toMatchObject({
      ok: true,
      value: { only: SCENARIOS, consensus: false },
    });
    expect(readOptions(['--only', 'consensus'])).toMatchObject({
      ok: true,
      value: { only: [], consensus: true },
    });
  });

  it('take the reports of earlier runs', () => {
    expect(readOptions(['--docs', 'a.json', 'b.json'])).toMatchObject({
      ok: true,
      value: { docs: ['a.json', 'b.json'] },
    });
  });

  it.each([
    [['--docs'], /--docs takes/],
    [['--only', 'S99'], /no scenario “S99”/],
    [['--server', 'nobody'], /no server “nobody”/],
    [['--rounds', '0'], /--rounds/],
    [['--seed', 'x'], /--seed/],
    [['--colour'], /--colour/],
    [['S1'], /S1/],
  ])('refuse %j in one sentence', (args, sentence) => {
    expect(readOptions(args)).toMatchObject({
      ok: false,
      error: { message: expect.stringMatching(sentence) },
    });
  });

  it('give help where it is asked for', () => {
    expect(readOptions(['--only', 'S1', '--help'])).toEqual({ ok: true, value: 'help' });
  });
});
