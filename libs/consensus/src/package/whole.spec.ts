import {
  err,
  instant,
  type DelegationCode,
  type Hash,
  type Instant,
  type ProcedureId,
} from '@entente/kernel';
import { testSeed } from '@entente/testing';
import fc from 'fast-check';
import type { WholeCommand } from './command.js';
import { decideWhole } from './decide.js';
import { evolveWhole } from './evolve.js';
import type { Instrument, Language, LiveReserve } from './gates.js';
import {
  decidePackage,
  evolvePackage,
  NEW_PACKAGE,
  type Package,
  type PackageCommand,
} from './short-course.js';
import { PACKAGE_STATES, type Term, type WholePackage, type WholeState } from './states.js';
import { sunsetWarnings } from '../calendar/sunset.js';
import { owed } from './time.js';

const seed = testSeed();
const at = (iso: string): Instant => instant(Date.parse(iso));
const HASH = `sha256:${'a'.repeat(64)}` as Hash;
const OTHER = `sha256:${'b'.repeat(64)}` as Hash;
const p1 = 'p1' as ProcedureId;
const p2 = 'p2' as ProcedureId;
const NOW = at('2026-06-15T12:00:00.000Z');
const RELEASE = at('2026-06-15T13:00:00.000Z');
/** S9: the end of 18 May 2027 in Brussels. */
const SUNSET = at('2027-05-18T22:00:00.000Z');
const TERM: Term = { inForceAt: at('2026-06-16T00:00:00.000Z'), sunsetAt: SUNSET };

const scope = { objectives: true, incident: true, legal_bases: true };
const table = (revision: number, packageHash = HASH): WholeCommand => ({
  type: 'table',
  revision,
  packageHash,
});
const open = (packageHash = HASH): WholeCommand => ({
  type: 'open_procedure',
  packageHash,
  procedure: p1,
  hashPublished: true,
  peerReviewClosed: true,
});
const close = (outcome: 'adopted' | 'broken'): WholeCommand => ({
  type: 'close_procedure',
  procedure: p1,
  outcome,
});
const embargo: WholeCommand = { type: 'embargo', releaseAt: RELEASE, manifest: true, instruments: [] };
const publish: WholeCommand = { type: 'publish', packageHash: HASH, term: TERM };

function run(current: WholePackage, command: WholeCommand, now = NOW): WholePackage {
  const decided = decideWhole(current, command, now);
  if (!decided.ok) throw new Error(`${command.type} in ${current.state}: ${decided.error.code}`);
  return decided.value.reduce(evolveWhole, current);
}
const refusal = (current: WholePackage, command: WholeCommand, now = NOW): unknown => {
  const decided = decideWhole(current, command, now);
  return decided.ok ? 'accepted' : decided.error;
};
const shut = (gate: string, ...missing: string[]): unknown => ({
  code: 'GATE_SHUT',
  gates: [{ gate, missing }],
});

/** One package in each state, each made by the commands that lead there. */
function everyState(): Readonly<Record<WholeState, WholePackage>> {
  const scoping: WholePackage = { state: 'scoping', revision: 0 };
  const drafting = run(scoping, { type: 'draft', scope });
  const consultation = run(drafting, { type: 'consult', missingParts: [] });
  const stabilised = run(consultation, { type: 'stabilise', openBrackets: [] });
  const legalScrub = run(stabilised, { type: 'scrub', reserves: [] });
  const frozen = run(legalScrub, table(1));
  const decision = run(frozen, open());
  const adopted = run(decision, close('adopted'));
  const authenticated = run(adopted, { type: 'authenticate', chair: true, secretariat: true });
  const embargoed = run(authenticated, embargo);
  const published = run(embargoed, publish, RELEASE);
  const inForce = run(published, { type: 'tick' }, TERM.inForceAt);
  const later = at('2026-12-01T00:00:00.000Z');
  const suspended = run(inForce, { type: 'suspend_measures', procedure: p2, at: later }, later);
  const notice = { liftingNotice: true, delistingExports: true };
  return {
    scoping,
    drafting,
    consultation,
    stabilised,
    legal_scrub: legalScrub,
    frozen,
    decision,
    adopted,
    authenticated,
    embargoed,
    published,
    in_force: inForce,
    under_review: run(inForce, { type: 'open_review' }, later),
    suspended,
    repealed: run(inForce, { type: 'repeal', procedure: p2, at: later, ...notice }, later),
    expired: run(inForce, { type: 'tick' }, SUNSET),
    withdrawn: run(drafting, { type: 'withdraw' }),
    shelved: run(consultation, { type: 'shelve' }),
    archived: run(run(drafting, { type: 'withdraw' }), { type: 'archive' }),
  };
}
const states = everyState();

describe('the gates of a package', () => {
  it('[P7] drafting begins when objectives, incident and legal bases are there', () => {
    const command: WholeCommand = { type: 'draft', scope: { ...scope, incident: false, legal_bases: false } };
    expect(refusal(states.scoping, command)).toEqual(shut('scope_incomplete', 'incident', 'legal_bases'));
  });

  it('[P7] consultation begins with a skeleton of all parts, and may go back to drafting', () => {
    expect(refusal(states.drafting, { type: 'consult', missingParts: [4, 28] })).toEqual(
      shut('skeleton_incomplete', '4', '28'),
    );
    expect(run(states.consultation, { type: 'redraft' }).state).toBe('drafting');
  });

  it('[P7] a text is stable when no bracket is open but the reserved ones', () => {
    expect(refusal(states.consultation, { type: 'stabilise', openBrackets: ['b7'] })).toEqual(
      shut('brackets_open', 'b7'),
    );
  });

  it('[P7] it goes to the lawyers when every substantive and legal reserve is one its owner can live with', () => {
    const reserves: readonly LiveReserve[] = [
      { id: 'r1', kind: 'substantive', canLiveWith: false },
      { id: 'r2', kind: 'legal', canLiveWith: true },
      { id: 'r3', kind: 'parliamentary', canLiveWith: false },
    ];
    expect(refusal(states.stabilised, { type: 'scrub', reserves })).toEqual(
      shut('reserves_unanswered', 'r1'),
    );
  });

  it('[P8] words are the delegates’, then the chair’s, then the lawyers’, then nobody’s', () => {
    const may = (state: WholeState): readonly string[] =>
      (['delegate', 'chair', 'lawyer_linguist'] as const).filter(
        (by) => refusal(states[state], { type: 'edit', by }) === 'accepted',
      );
    expect(PACKAGE_STATES.map((state) => [state, may(state)]).filter(([, who]) => who?.length !== 0)).toEqual(
      [
        ['drafting', ['delegate', 'chair']],
        ['consultation', ['delegate', 'chair']],
        ['stabilised', ['chair']],
        ['legal_scrub', ['lawyer_linguist']],
      ],
    );
    expect(refusal(states.stabilised, { type: 'edit' })).toEqual({
      code: 'NOT_THEIRS_TO_EDIT',
      by: 'delegate',
    });
  });

  it('[P9] a text is frozen when its languages are concordant or scheduled; the chair may reopen it before', () => {
    const languages: readonly Language[] = [
      { language: 'en', state: 'concordant' },
      { language: 'fr', state: 'scheduled' },
      { language: 'es', state: 'revised' },
    ];
    expect(refusal(states.legal_scrub, { type: 'table', revision: 1, packageHash: HASH, languages })).toEqual(
      shut('languages_not_concordant', 'es'),
    );
    expect(refusal(states.drafting, table(1))).toEqual({ code: 'WRONG_STATE', state: 'drafting' });
    expect([states.stabilised, states.legal_scrub].map((one) => run(one, { type: 'reopen' }).state)).toEqual([
      'consultation',
      'consultation',
    ]);
  });

  it('[P10] a procedure opens when the hash is published to all and peer review is closed', () => {
    const bare: WholeCommand = { type: 'open_procedure', packageHash: HASH, procedure: p1 };
    expect(refusal(states.frozen, bare)).toEqual({
      code: 'GATE_SHUT',
      gates: [
        { gate: 'hash_not_published', missing: ['package_hash'] },
        { gate: 'peer_review_open', missing: ['peer_review'] },
      ],
    });
  });

  it('[P11] what is not adopted returns to consultation for a new version, or is shelved there', () => {
    const returned = run(states.decision, close('broken'));
    expect(returned).toEqual({ state: 'consultation', revision: 1, returned: HASH });
    expect(run(returned, { type: 'shelve' }).state).toBe('shelved');
    expect(run(states.frozen, { type: 'resume' }).state).toBe('consultation');
    expect(refusal(states.frozen, { type: 'shelve' })).toEqual({ code: 'WRONG_STATE', state: 'frozen' });
  });

  it('[P27] or is taken on as it is by another procedure, while nothing was done to it and with the gates of every opening', () => {
    const returned = run(states.decision, close('broken'));
    const takeOn = (packageHash = HASH, open = true): WholeCommand => ({
      type: 'take_on',
      packageHash,
      procedure: p2,
      hashPublished: open,
      peerReviewClosed: open,
    });
    expect(run(returned, takeOn())).toEqual({ ...states.decision, procedure: p2 });
    expect(refusal(returned, takeOn(OTHER))).toEqual({ code: 'HASH_MISMATCH', packageHash: HASH });
    expect(refusal(returned, takeOn(HASH, false))).toMatchObject({ code: 'GATE_SHUT' });
    const redrafted = run(returned, { type: 'redraft' });
    expect(refusal(redrafted, takeOn())).toEqual({ code: 'WRONG_STATE', state: 'drafting' });
  });

  it('[P12] chair and secretariat both sign', () => {
    expect(refusal(states.adopted, { type: 'authenticate', chair: true, secretariat: false })).toEqual(
      shut('signatures_missing', 'secretariat'),
    );
  });

  it('[P13] after authentication, and after publication, form only is corrected', () => {
    const may = PACKAGE_STATES.filter(
      (state) => refusal(states[state], { type: 'correct', formOnly: true }) === 'accepted',
    );
    expect(may).toEqual(['authenticated', 'published']);
    expect(refusal(states.published, { type: 'correct', formOnly: false })).toEqual({
      code: 'NOT_FORM_ONLY',
    });
  });

  it('[P14] the embargo begins with a manifest and every instrument ready or scheduled', () => {
    const instruments: readonly Instrument[] = [
      { partner: 'GB' as DelegationCode, state: 'scheduled', together: true },
      { partner: 'JP' as DelegationCode, state: 'missing', together: false },
    ];
    expect(
      refusal(states.authenticated, { type: 'embargo', releaseAt: RELEASE, manifest: false, instruments }),
    ).toEqual({
      code: 'GATE_SHUT',
      gates: [
        { gate: 'manifest_missing', missing: ['manifest'] },
        { gate: 'instruments_missing', missing: ['JP'] },
      ],
    });
  });

  it('[P15] S12c: released at the embargo with those that must go together; another is late alone', () => {
    const instruments = (gb: Instrument['state'], jp: Instrument['state']): readonly Instrument[] => [
      { partner: 'AU' as DelegationCode, state: 'ready', together: true },
      { partner: 'GB' as DelegationCode, state: gb, together: true },
      { partner: 'JP' as DelegationCode, state: jp, together: false },
    ];
    const release = (gb: Instrument['state'], now = RELEASE): unknown =>
      decideWhole(
        states.embargoed,
        { type: 'publish', packageHash: HASH, instruments: instruments(gb, 'scheduled') },
        now,
      );
    expect(release('ready')).toEqual({ ok: true, value: [{ type: 'published', later: ['JP'] }] });
    expect(release('scheduled')).toEqual(err(shut('partners_not_ready', 'GB')));
    expect(release('ready', instant(RELEASE - 1))).toEqual(err(shut('embargo_running', String(RELEASE))));
  });

  it('[P15] not before the recall window is over', () => {
    const recallUntil = instant(RELEASE + 1);
    const command: WholeCommand = { type: 'publish', packageHash: HASH, recallUntil };
    expect(refusal(states.embargoed, command, RELEASE)).toEqual(
      shut('recall_window_open', String(recallUntil)),
    );
    expect(refusal(states.embargoed, command, recallUntil)).toBe('accepted');
  });
});

describe('the hash of a package', () => {
  it('[P17] nothing after freezing is reachable with another hash', () => {
    expect(refusal(states.frozen, open(OTHER))).toEqual({ code: 'HASH_MISMATCH', packageHash: HASH });
    expect(refusal(states.embargoed, { type: 'publish', packageHash: OTHER }, RELEASE)).toEqual({
      code: 'HASH_MISMATCH',
      packageHash: HASH,
    });
  });

  it('[P17] seed: whatever is done after freezing, the hash stays until the text is taken back', () => {
    const later = at('2028-01-01T00:00:00.000Z');
    const decision = { procedure: p2, at: later };
    const commands: readonly WholeCommand[] = [
      table(2, OTHER),
      open(),
      open(OTHER),
      close('adopted'),
      { type: 'authenticate', chair: true, secretariat: true },
      embargo,
      publish,
      { type: 'publish', packageHash: OTHER },
      { type: 'tick' },
      { type: 'open_review' },
      { type: 'close_review', amendedBy: p2 },
      { type: 'renew', sunsetAt: at('2029-05-18T22:00:00.000Z'), ...decision },
      { type: 'suspend_measures', ...decision },
      { type: 'reimpose_measures', ...decision },
      { type: 'repeal', liftingNotice: true, delistingExports: true, ...decision },
    ];
    const moments = [RELEASE, TERM.inForceAt, at('2026-12-01T00:00:00.000Z'), later];
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...commands), fc.nat(3)), { maxLength: 40 }), (steps) => {
        let current = states.frozen;
        // Time does not run backwards: each step is at the latest moment so far.
        let latest = 0;
        for (const [command, moment] of steps) {
          latest = Math.max(latest, moment);
          const decided = decideWhole(current, command, moments[latest] ?? later);
          if (decided.ok) current = decided.value.reduce(evolveWhole, current);
          expect('packageHash' in current && current.packageHash).toBe(HASH);
        }
      }),
      { seed, numRuns: 300 },
    );
  });
});

describe('the term of what is adopted', () => {
  it('[P16] it comes into force at its instant, whenever anybody looks', () => {
    expect(decideWhole(states.published, { type: 'tick' }, at('2026-09-01T00:00:00.000Z'))).toEqual({
      ok: true,
      value: [{ type: 'came_into_force', at: TERM.inForceAt }],
    });
    expect(decideWhole(states.published, { type: 'tick' }, instant(TERM.inForceAt - 1))).toEqual({
      ok: true,
      value: [],
    });
  });

  it('[P18] S9b: it expires at the sunset although the service was down then', () => {
    const expired = run(states.in_force, { type: 'tick' }, at('2027-05-20T06:00:00.000Z'));
    expect(expired).toMatchObject({ state: 'expired', endedAt: SUNSET });
    expect(owed(states.in_force, instant(SUNSET - 1))).toEqual([]);
  });

  it('[P18] a whole term that passed unseen is both events, at their instants', () => {
    expect(owed(states.published, at('2028-01-01T00:00:00.000Z'))).toEqual([
      { type: 'came_into_force', at: TERM.inForceAt },
      { type: 'expired', at: SUNSET },
    ]);
  });

  it('[P18] suspended measures expire too', () => {
    expect(owed(states.suspended, SUNSET)).toEqual([{ type: 'expired', at: SUNSET }]);
  });

  it('[P18] without a sunset it lasts', () => {
    const endless = { ...states.in_force, term: { ...TERM, sunsetAt: null } } as WholePackage;
    expect(owed(endless, at('2100-01-01T00:00:00.000Z'))).toEqual([]);
  });

  const renewal = (adopted: Instant): WholeCommand => ({
    type: 'renew',
    procedure: p2,
    at: adopted,
    sunsetAt: at('2028-05-18T22:00:00.000Z'),
  });

  it('[P19] S9a: renewed in time there is a new sunset, no gap and no expiry, however late it is processed', () => {
    const adopted = at('2027-05-17T10:00:00.001Z');
    for (const now of [adopted, at('2027-05-20T06:00:00.000Z')]) {
      expect(decideWhole(states.in_force, renewal(adopted), now)).toEqual({
        ok: true,
        value: [{ type: 'renewed', at: adopted, sunsetAt: at('2028-05-18T22:00:00.000Z'), procedure: p2 }],
      });
    }
  });

  it('[P19] S9b: adopted after expiry, even at its instant, is a new act', () => {
    for (const adopted of [SUNSET, at('2027-05-19T09:00:00.000Z')]) {
      expect(refusal(states.in_force, renewal(adopted), at('2027-05-19T09:00:00.000Z'))).toEqual({
        code: 'EXPIRED_BEFORE',
        expiredAt: SUNSET,
      });
      expect(refusal(states.expired, renewal(adopted), adopted)).toEqual({
        code: 'EXPIRED_BEFORE',
        expiredAt: SUNSET,
      });
    }
  });

  it('[P19] a renewal never shortens', () => {
    const command = { ...renewal(at('2027-05-01T00:00:00.000Z')), sunsetAt: SUNSET } as WholeCommand;
    expect(refusal(states.in_force, command, at('2027-05-01T00:00:00.000Z'))).toEqual({
      code: 'SUNSET_NOT_LATER',
      sunsetAt: SUNSET,
    });
  });

  it('[P20] a review ends where it was, or names the package that amends; the text itself stays', () => {
    const later = at('2027-01-01T00:00:00.000Z');
    const kept = run(states.under_review, { type: 'close_review', amendedBy: p2 }, later);
    expect(kept).toEqual(states.in_force);
    expect(refusal(states.in_force, { type: 'edit', by: 'chair' }, later)).toEqual({
      code: 'WRONG_STATE',
      state: 'in_force',
    });
  });

  it('[P21] S11: measures are suspended, the listing kept, and reimposed by the snapback', () => {
    const { state: _suspended, ...kept } = states.suspended as WholePackage & { state: 'suspended' };
    const { state: _applied, ...before } = states.in_force as WholePackage & { state: 'in_force' };
    expect(kept).toEqual(before);
    const later = at('2027-01-10T00:00:00.000Z');
    const back = run(states.suspended, { type: 'reimpose_measures', procedure: p2, at: later }, later);
    expect(back).toEqual(states.in_force);
    expect(refusal(states.in_force, { type: 'reimpose_measures', procedure: p2, at: later }, later)).toEqual({
      code: 'WRONG_STATE',
      state: 'in_force',
    });
  });

  it('[P22] a repeal asks for the lifting notice and the delisting exports', () => {
    const later = at('2027-01-10T00:00:00.000Z');
    const bare = { type: 'repeal', procedure: p2, at: later } as const;
    expect(
      refusal(states.suspended, { ...bare, liftingNotice: false, delistingExports: false }, later),
    ).toEqual({
      code: 'GATE_SHUT',
      gates: [
        { gate: 'lifting_notice_missing', missing: ['lifting_notice'] },
        { gate: 'exports_missing', missing: ['delisting_exports'] },
      ],
    });
    expect(states.repealed).toMatchObject({ state: 'repealed', packageHash: HASH });
  });

  it('[P25] S9d: warnings 90, 30, 7 and 1 civil days before, at the same time on the wall', () => {
    const warnings = sunsetWarnings(SUNSET, [1, 7, 30, 90], 'Europe/Brussels');
    expect(warnings.map((one) => [one.daysBefore, new Date(one.at).toISOString()])).toEqual([
      // Winter time: midnight in Brussels was 23:00 UTC.
      [90, '2027-02-17T23:00:00.000Z'],
      [30, '2027-04-18T22:00:00.000Z'],
      [7, '2027-05-11T22:00:00.000Z'],
      [1, '2027-05-17T22:00:00.000Z'],
    ]);
  });
});

describe('the ends of a package', () => {
  it('[P24] it is withdrawn before adoption and at no other time', () => {
    const may = PACKAGE_STATES.filter((state) => refusal(states[state], { type: 'withdraw' }) === 'accepted');
    expect(may).toEqual(['scoping', 'drafting', 'consultation', 'stabilised', 'legal_scrub', 'frozen']);
  });

  it('[P24] what has ended is archived, and from there leads nothing', () => {
    const may = PACKAGE_STATES.filter((state) => refusal(states[state], { type: 'archive' }) === 'accepted');
    expect(may).toEqual(['withdrawn', 'shelved', 'repealed', 'expired']);
    expect(run(states.expired, { type: 'archive' }, SUNSET)).toMatchObject({
      was: 'expired',
      endedAt: SUNSET,
    });
    const commands: readonly WholeCommand[] = [table(2), publish, { type: 'archive' }, { type: 'redraft' }];
    expect(commands.filter((command) => refusal(states.archived, command) === 'accepted')).toEqual([]);
  });

  it('[P24] an event that does not follow from its state is a defect', () => {
    expect(() => evolveWhole(states.drafting, { type: 'adopted' })).toThrow('out of order');
    expect(() =>
      evolveWhole(run(states.embargoed, { type: 'publish', packageHash: HASH }, RELEASE), {
        type: 'came_into_force',
        at: NOW,
      }),
    ).toThrow('out of order');
  });
});

describe('the short course', () => {
  it('[P23] seed: its events are events of the whole machine, and lead to the same states', () => {
    const commands: readonly PackageCommand[] = [
      { type: 'table', revision: 1, packageHash: HASH },
      { type: 'table', revision: 2, packageHash: OTHER },
      { type: 'resume' },
      { type: 'open_procedure', packageHash: HASH, procedure: p1 },
      { type: 'close_procedure', procedure: p1, outcome: 'adopted' },
      { type: 'close_procedure', procedure: p1, outcome: 'broken' },
      { type: 'take_on', packageHash: HASH, procedure: p2 },
      { type: 'publish', packageHash: HASH },
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...commands), { maxLength: 30 }), (steps) => {
        let short: Package = NEW_PACKAGE;
        let whole: WholePackage = NEW_PACKAGE;
        for (const command of steps) {
          const decided = decidePackage(short, command);
          if (!decided.ok) continue;
          short = decided.value.reduce(evolvePackage, short);
          whole = decided.value.reduce(evolveWhole, whole);
          expect(whole).toEqual(short);
        }
      }),
      { seed, numRuns: 300 },
    );
  });
});
