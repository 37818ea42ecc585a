import type { Hash, MandateId, PersonId, ProvisionId } from '@entente/kernel';
import type { PositionKind } from '../position.js';
import {
  act,
  at,
  code,
  HASH,
  liftReserve,
  OTHER_HASH,
  reserve,
  Run,
  seats,
  silence,
} from '../procedure/procedure.kit.js';
import type { Reserve } from './reserve.js';
import { reservesOfAsked, standingReserves, type TakenPosition } from './standing.js';

const OPENED = '2026-06-08T08:00:00.000Z';
const LATER = '2026-06-11T10:00:05.000Z';
const WORDS = new Map<string, Hash>([
  ['art_4', HASH],
  ['art_5', HASH],
]);

let sequence = 0;
const took = (
  partner: string,
  position: PositionKind,
  change: Partial<TakenPosition> = {},
): TakenPosition => {
  sequence += 1;
  return {
    sequence,
    partner: code(partner),
    provision: 'art_4' as ProvisionId,
    hash: HASH,
    position,
    reserve: null,
    note: '',
    person: `person of ${partner}` as PersonId,
    mandate: `mandate of ${partner}` as MandateId,
    level: 'counsellor',
    at: at('2026-06-01T08:00:00.000Z'),
    ...change,
  };
};
const parliamentary = (partner: string, change: Partial<TakenPosition> = {}): TakenPosition =>
  took(partner, 'reserve', { reserve: 'parliamentary', note: 'The committee sits on Thursday.', ...change });
const open = (reserves: readonly Reserve[]): Run =>
  new Run(silence({ members: seats(['NL', 'DE', 'FR']) }), OPENED, 'open', reserves);

describe('reserves that stand when a procedure opens', () => {
  it('[R191] are those that positions state on the words as they are, with owner, level, instant and reason', () => {
    const stated = parliamentary('NL');
    const reserves = standingReserves(
      [stated, parliamentary('DE', { hash: OTHER_HASH }), took('FR', 'oppose')],
      WORDS,
      null,
    );
    expect(reserves).toEqual([
      {
        id: `position ${String(stated.sequence)}`,
        kind: 'parliamentary',
        partner: 'NL',
        person: 'person of NL',
        mandate: 'mandate of NL',
        level: 'counsellor',
        scope: ['art_4'],
        reason: 'The committee sits on Thursday.',
        language: null,
        waitsFor: '',
        reopens: null,
        at: stated.at,
        end: null,
      },
    ]);
  });

  it('[R191] bring their history: said again it is the same, of another kind it is a new one that takes up the ended one', () => {
    const course = [
      took('NL', 'reserve', { reserve: 'scrutiny', note: 'Examining.' }),
      took('NL', 'reserve', { reserve: 'scrutiny', note: 'Still examining.' }),
      took('NL', 'can_accept', { note: 'Examined.' }),
      parliamentary('NL'),
    ];
    const reserves = standingReserves(course, WORDS, null);
    expect(reserves).toMatchObject([
      {
        kind: 'scrutiny',
        reason: 'Still examining.',
        end: { mode: 'lifted', reason: 'Examined.', by: { partner: 'NL', level: 'counsellor' } },
      },
      { kind: 'parliamentary', reopens: reserves[0]?.id, end: null },
    ]);
    const opposed = [took('FR', 'reserve', { reserve: 'legal' }), took('FR', 'oppose'), parliamentary('FR')];
    expect(standingReserves(opposed, WORDS, null)[0]?.end).toMatchObject({
      mode: 'converted',
      to: 'objection',
    });
  });

  it('[R191] a hold is none of them: it stops a clock, and there was none', () => {
    expect(standingReserves([took('NL', 'reserve', { reserve: 'hold' })], WORDS, null)).toEqual([]);
  });

  it('[R191] of partners that are asked; one with the policy to block breaks the silence, and its owner alone lifts it', () => {
    const stated = standingReserves([parliamentary('NL')], WORDS, null);
    expect(reservesOfAsked(stated, [code('DE')])).toEqual([]);
    expect(open(stated).tick(LATER).now).toMatchObject({ state: 'broken', cause: 'reserve_not_lifted' });
    const id = stated[0]?.id ?? '';
    expect(open(stated).code(liftReserve('DE', id), OPENED)).toBe('NOT_OWNER');
    expect(open(stated).send(liftReserve('NL', id), OPENED).tick(LATER).now.state).toBe('adopted');
  });

  it('[R192] are also those that the last procedure left, on the whole or on words that are the same', () => {
    const [whole, same, changed, lapsed] = [
      left('r1', []),
      left('r2', ['art_4']),
      left('r3', ['art_5']),
      {
        ...left('r4', []),
        end: { mode: 'lapsed', to: null, by: null, reason: '', evidence: '', at: at(LATER) },
      } as const,
    ];
    const earlier = {
      reserves: [whole, same, changed, lapsed],
      words: new Map([...WORDS, ['art_5', OTHER_HASH]]),
    };
    expect(standingReserves([], WORDS, earlier)).toEqual([whole, same, lapsed]);
  });

  it('[R192] what was ended in a procedure stays ended, whatever the position still says', () => {
    const position = parliamentary('NL');
    const run = open(standingReserves([position], WORDS, null));
    run.send(liftReserve('NL', run.now.reserves[0]?.id), OPENED).send(act('FR', 'object'), OPENED);
    const earlier = { reserves: run.now.reserves, words: WORDS };
    const again = standingReserves([position], WORDS, earlier);
    expect(again).toMatchObject([{ partner: 'NL', end: { mode: 'lifted', evidence: 'cleared' } }]);
    // And once more, from a procedure that had it as ended.
    expect(standingReserves([position], WORDS, { reserves: again, words: WORDS })).toEqual(again);
  });

  it('[R192] a position taken back after the end takes its reserve back', () => {
    const position = parliamentary('NL');
    const run = open(standingReserves([position], WORDS, null)).tick(LATER);
    const earlier = { reserves: run.now.reserves, words: WORDS };
    expect(standingReserves([position], WORDS, earlier)).toHaveLength(1);
    expect(standingReserves([position, took('NL', 'support')], WORDS, earlier)).toEqual([]);
  });
});

describe('a reserve that the end of a procedure left live', () => {
  const entered = (): Run => open([]).send(reserve('NL', 'parliamentary'), OPENED).tick(LATER);

  it('[R193] is its owner’s to lift afterwards; that is on record and changes nothing of the end', () => {
    const run = entered();
    const end = run.of('closed');
    run.send(liftReserve('NL'), '2026-06-12T08:00:00.000Z');
    expect(run.now).toMatchObject({ state: 'broken', closedAt: at('2026-06-11T10:00:00.001Z') });
    expect(run.of('closed')).toEqual(end);
    expect(run.now.reserves[0]?.end).toMatchObject({
      mode: 'lifted',
      evidence: 'cleared',
      at: at('2026-06-12T08:00:00.000Z'),
    });
    const earlier = { reserves: run.now.reserves, words: WORDS };
    expect(standingReserves([], WORDS, earlier).filter(({ end: ended }) => ended === null)).toEqual([]);
  });

  it('[R193] nobody else’s, not twice, and to nothing but lifted: an objection would come too late', () => {
    const run = entered();
    expect(run.code(liftReserve('DE'), LATER)).toBe('NOT_OWNER');
    const end = { mode: 'converted', to: 'objection', reason: '', evidence: '' } as const;
    expect(run.code({ ...liftReserve('NL'), end }, LATER)).toBe('ALREADY_CLOSED');
    run.send(liftReserve('NL'), LATER);
    expect(run.code(liftReserve('NL'), LATER)).toBe('RESERVE_ENDED');
    expect(run.code(reserve('NL', 'scrutiny', { id: 'r2' }), LATER)).toBe('ALREADY_CLOSED');
  });
});

const left = (id: string, scope: readonly string[]): Reserve => ({
  id,
  kind: 'substantive',
  partner: code('NL'),
  person: 'person of NL' as PersonId,
  mandate: 'mandate of NL' as MandateId,
  level: 'ambassador',
  scope,
  reason: '',
  language: null,
  waitsFor: '',
  reopens: null,
  at: at(OPENED),
  end: null,
});
