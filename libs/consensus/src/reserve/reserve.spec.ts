import { err } from '@entente/kernel';
import { at, code, reserve as entry, Run, seats, silence, speaker } from '../procedure/procedure.kit.js';
import { decideDeclaration, type DeclarationKind, type Stage } from './declarations.js';
import { RESERVES, STANDS_IN_THE_WAY_OF, USUAL_POLICY, type ReserveKind } from './kinds.js';
import {
  decideReserve,
  evolveReserves,
  liveReserves,
  reservesInTheWay,
  type EndOfReserve,
  type NewReserve,
  type Reserve,
  type ReserveCommand,
} from './reserve.js';

const NOW = at('2026-06-08T08:00:00.000Z');
const LIFTED: EndOfReserve = { mode: 'lifted', to: null, reason: '', evidence: 'cleared 7/26' };
const fresh = (kind: ReserveKind, more: Partial<NewReserve> = {}): NewReserve => ({
  id: 'r1',
  kind,
  scope: [],
  reason: '',
  language: kind === 'linguistic' ? 'fr' : null,
  waitsFor: '',
  reopens: null,
  ...more,
});
const enter = (
  reserve: NewReserve,
  partner = 'NL',
  level: 'ambassador' | 'capital' = 'ambassador',
): ReserveCommand => ({
  type: 'enter',
  reserve,
  speaker: speaker(partner, { level }),
});
const end = (
  change: Partial<EndOfReserve> = {},
  partner = 'NL',
  level: 'counsellor' | 'ambassador' | 'capital' = 'ambassador',
): ReserveCommand => ({
  type: 'end',
  id: 'r1',
  end: { ...LIFTED, ...change },
  speaker: speaker(partner, { level }),
});
const context = { frozen: false, leave: false, now: NOW };

function after(...commands: readonly ReserveCommand[]): readonly Reserve[] {
  return commands.reduce<readonly Reserve[]>((reserves, command) => {
    const decided = decideReserve(reserves, command, context);
    if (!decided.ok) throw new Error(decided.error.code);
    return decided.value.reduce(evolveReserves, reserves);
  }, []);
}
const codeOf = (reserves: readonly Reserve[], command: ReserveCommand, more: object = {}): string => {
  const decided = decideReserve(reserves, command, { ...context, ...more });
  return decided.ok ? 'done' : decided.error.code;
};

describe('a reserve', () => {
  it('[R101] is entered by a partner on the text or on provisions, at a level, and is live', () => {
    expect(after(enter(fresh('scrutiny', { scope: ['art_4'] })))).toMatchObject([
      {
        id: 'r1',
        kind: 'scrutiny',
        partner: 'NL',
        level: 'ambassador',
        scope: ['art_4'],
        at: NOW,
        end: null,
      },
    ]);
    expect(codeOf(after(enter(fresh('legal'))), enter(fresh('legal')))).toBe('RESERVE_EXISTS');
    expect(codeOf([], enter(fresh('linguistic', { language: null })))).toBe('LANGUAGE_REQUIRED');
  });

  it('[R102] is lifted by its owner alone, at the level that entered it or higher', () => {
    const entered = after(enter(fresh('parliamentary')));
    expect(codeOf(entered, end({}, 'DE'))).toBe('NOT_OWNER');
    expect(codeOf(entered, end({}, 'NL', 'counsellor'))).toBe('LEVEL_TOO_LOW');
    expect(codeOf(entered, end({}, 'NL', 'capital'))).toBe('done');
    expect(codeOf([], end())).toBe('RESERVE_UNKNOWN');
  });

  it('[R103] ended stays on record with who, how and why, and ends once', () => {
    const ended = after(enter(fresh('parliamentary')), end());
    expect(ended[0]?.end).toEqual({
      ...LIFTED,
      by: { partner: 'NL', person: 'person of NL', level: 'ambassador' },
      at: NOW,
    });
    expect(liveReserves(ended)).toEqual([]);
    expect(codeOf(ended, end())).toBe('RESERVE_ENDED');
    expect(() =>
      evolveReserves(ended, {
        type: 'reserve_ended',
        id: 'r1',
        end: { ...LIFTED, by: null, at: NOW },
        at: NOW,
      }),
    ).toThrow('out of order');
  });

  it('[R103] is converted to an objection or a statement, or overridden with a reason', () => {
    expect(
      after(enter(fresh('substantive')), end({ mode: 'converted', to: 'statement' }))[0]?.end,
    ).toMatchObject({ mode: 'converted', to: 'statement' });
    expect(codeOf(after(enter(fresh('parliamentary'))), end({ mode: 'overridden', reason: ' ' }))).toBe(
      'REASON_REQUIRED',
    );
  });

  it('[R104] taken up again is a new one that names the one it reopens: ended, and its own', () => {
    const ended = after(enter(fresh('legal')), end());
    const again = enter(fresh('legal', { id: 'r2', reopens: 'r1' }));
    expect(codeOf(ended, again)).toBe('done');
    expect(codeOf(after(enter(fresh('legal'))), again)).toBe('RESERVE_EXISTS');
    expect(codeOf(ended, enter(fresh('legal', { id: 'r2', reopens: 'r1' }), 'DE'))).toBe('NOT_OWNER');
    expect(codeOf(ended, enter(fresh('legal', { id: 'r2', reopens: 'r9' })))).toBe('RESERVE_UNKNOWN');
  });

  it('[R105] on a frozen text is linguistic, or has the chair’s leave, which the record says', () => {
    expect(codeOf([], enter(fresh('substantive')), { frozen: true })).toBe('LEAVE_REQUIRED');
    expect(codeOf([], enter(fresh('linguistic')), { frozen: true })).toBe('done');
    const leave = decideReserve([], enter(fresh('substantive')), { frozen: true, leave: true, now: NOW });
    expect(leave.ok && leave.value).toMatchObject([{ withLeave: true }]);
  });

  it('[R105] that is linguistic uses up no leave: the chair’s stays for one that needs it', () => {
    const entered = decideReserve([], enter(fresh('linguistic')), { frozen: true, leave: true, now: NOW });
    expect(entered.ok && entered.value).toMatchObject([{ withLeave: false }]);
  });

  it('[R106] of kind hold is none in a procedure: there it is a hold, which stops the clock', () => {
    const run = new Run(silence({ members: seats(['NL']) }), '2026-06-08T08:00:00.000Z');
    expect(run.code(entry('NL', 'hold'), '2026-06-08T08:00:00.000Z')).toBe('ACT_NOT_ALLOWED');
    expect(run.code({ ...entry('NL', 'legal'), leave: false }, '2026-06-08T08:00:00.000Z')).toBe(
      'LEAVE_REQUIRED',
    );
  });

  it.each([
    ['freeze', ['substantive', 'legal']],
    [
      'adoption',
      ['general_scrutiny', 'scrutiny', 'substantive', 'parliamentary', 'ad_referendum', 'legal', 'hold'],
    ],
    ['publication', ['linguistic']],
  ] as const)('[R107] what stands in the way of %s', (step, kinds) => {
    expect(RESERVES.filter((kind) => STANDS_IN_THE_WAY_OF[kind][step])).toEqual(kinds);
    const all = after(...RESERVES.map((kind) => enter(fresh(kind, { id: kind }))));
    expect(reservesInTheWay(all, step).map((each) => each.kind)).toEqual(kinds);
  });

  it('[R107] a linguistic reserve stands in the way of its own language only', () => {
    const one = after(enter(fresh('linguistic', { language: 'es' })));
    expect(reservesInTheWay(one, 'publication', 'es')).toHaveLength(1);
    expect(reservesInTheWay(one, 'publication', 'fr')).toEqual([]);
  });

  it('[R107] the usual policy at a deadline is that of DOMAIN §1.2', () => {
    expect(USUAL_POLICY).toMatchObject({
      scrutiny: 'lapses',
      substantive: 'blocks',
      parliamentary: 'blocks',
      legal: 'blocks',
      ad_referendum: 'lapses',
      hold: 'pauses',
      registered_concern: 'none',
    });
  });
});

describe('a declaration', () => {
  const declaration = (kind: DeclarationKind, partners: readonly string[] = ['NL'], more: object = {}) => ({
    id: 'd1',
    kind,
    partners: partners.map(code),
    person: speaker('NL').person,
    text: 'We understand Article 4 as follows.',
    answers: null,
    ...more,
  });
  const said = (stage: Stage) => ({ stage, members: [code('NL'), code('DE')], earlier: [], now: NOW });

  it.each([
    ['statement_in_minutes', ['before_opening', 'open', 'adopted', 'ended_otherwise']],
    ['interpretative_declaration', ['before_opening', 'open']],
    ['explanation_of_vote', ['before_opening', 'open', 'adopted', 'ended_otherwise']],
    ['constructive_abstention', ['open']],
    ['dissociation', ['before_opening', 'open', 'adopted']],
    ['non_participation', ['before_opening']],
  ] as const)('[R108] %s is made in its time', (kind, stages) => {
    const all: readonly Stage[] = ['before_opening', 'open', 'adopted', 'ended_otherwise'];
    expect(all.filter((stage) => decideDeclaration(declaration(kind), said(stage)).ok)).toEqual(stages);
  });

  it('[R108] an alignment is a third state’s, after adoption; all others are of members', () => {
    expect(decideDeclaration(declaration('alignment', ['NO']), said('adopted')).ok).toBe(true);
    expect(decideDeclaration(declaration('alignment', ['NL']), said('adopted'))).toEqual(
      err({ code: 'NOT_A_MEMBER' }),
    );
    expect(decideDeclaration(declaration('dissociation', ['NO']), said('open'))).toEqual(
      err({ code: 'NOT_A_MEMBER' }),
    );
    expect(decideDeclaration(declaration('statement_in_minutes', []), said('open')).ok).toBe(true);
  });

  it('[R108] it says something, once, and answers only one that is there', () => {
    expect(decideDeclaration(declaration('dissociation', ['NL'], { text: ' ' }), said('open'))).toEqual(
      err({ code: 'TEXT_REQUIRED' }),
    );
    expect(decideDeclaration(declaration('dissociation', ['NL'], { answers: 'd9' }), said('open'))).toEqual(
      err({ code: 'NOTHING_THERE' }),
    );
    const earlier = [{ ...declaration('dissociation'), at: NOW }];
    expect(decideDeclaration(declaration('dissociation'), { ...said('open'), earlier })).toEqual(
      err({ code: 'ID_TAKEN' }),
    );
  });

  it('[R108] it travels with its procedure, also after the close, without moving it', () => {
    const run = new Run(silence({ members: seats(['NL', 'DE']) }), '2026-06-08T08:00:00.000Z').tick(
      '2026-06-12T00:00:00.000Z',
    );
    const late = { type: 'declare', declaration: declaration('statement_in_minutes') } as const;
    run.send(late, '2026-06-12T00:00:00.000Z').send(late, '2026-06-12T00:00:00.000Z');
    expect(run.now.declarations).toHaveLength(1);
    expect(run.now.state).toBe('adopted');
    const interpretative = {
      type: 'declare',
      declaration: declaration('interpretative_declaration', ['NL'], { id: 'd2' }),
    } as const;
    expect(run.code(interpretative, '2026-06-12T00:00:00.000Z')).toBe('TOO_LATE_OR_EARLY');
  });
});
