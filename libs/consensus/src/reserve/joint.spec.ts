import { err, instant, ok, type DelegationCode, type MandateId, type PersonId } from '@entente/kernel';
import { withJointlyDeclared } from '../procedure/declaring.js';
import { evolveAll } from '../procedure/evolve.js';
import { decide } from '../procedure/decide.js';
import { Run, seats, silence } from '../procedure/procedure.kit.js';
import type { DeclarationKind, Stage } from './declarations.js';
import { declaredJointly, draftJoint, isJoinedByAll, joinJoint, type JointDeclaration } from './joint.js';

const NOW = instant(Date.parse('2026-06-08T09:00:00Z'));
const LATER = instant(NOW + 3_600_000);
const code = (partner: string): DelegationCode => partner as DelegationCode;
const by = (partner: string) => ({
  partner: code(partner),
  person: `person of ${partner}` as PersonId,
  mandate: `mandate of ${partner}` as MandateId,
});
const members = ['NL', 'DE', 'FR'].map(code);
const words = (named: readonly string[], more: object = {}) => ({
  id: 'j1',
  kind: 'interpretative_declaration' as DeclarationKind,
  text: 'We understand Article 4 as follows.',
  answers: null,
  named: named.map(code),
  ...more,
});
const said = (stage: Stage = 'open') => ({ stage, members, earlier: [], now: NOW });
const drafted = (...named: string[]): JointDeclaration => {
  const made = draftJoint(words(named), by(named[0] ?? ''), said());
  if (!made.ok) throw new Error(made.error.code);
  return made.value;
};

describe('a joint declaration', () => {
  it('[R243] is put before several members by one of them, who joins by that', () => {
    expect(draftJoint(words(['NL', 'DE']), by('NL'), said())).toEqual(
      ok({ ...words(['NL', 'DE']), joined: [{ ...by('NL'), at: NOW }] }),
    );
    expect(draftJoint(words(['NL', 'NO']), by('NL'), said())).toEqual(err({ code: 'NOT_A_MEMBER' }));
    expect(draftJoint(words(['NL', 'DE']), by('DE'), said())).toEqual(err({ code: 'NOT_OWNER' }));
    for (const named of [['NL'], ['NL', 'DE', 'DE'], ['NL', 'NL']]) {
      expect(draftJoint(words(named), by('NL'), said())).toEqual(err({ code: 'ACT_NOT_ALLOWED' }));
    }
    expect(draftJoint(words(['NL', 'DE'], { text: ' ' }), by('NL'), said())).toEqual(
      err({ code: 'TEXT_REQUIRED' }),
    );
    expect(draftJoint(words(['NL', 'DE'], { answers: 'd9' }), by('NL'), said())).toEqual(
      err({ code: 'NOTHING_THERE' }),
    );
  });

  it('[R243] is of a kind that a member makes for itself, while nothing is decided', () => {
    for (const stage of ['adopted', 'ended_otherwise'] as const) {
      expect(
        draftJoint(words(['NL', 'DE'], { kind: 'statement_in_minutes' }), by('NL'), said(stage)),
      ).toEqual(err({ code: 'TOO_LATE_OR_EARLY', stage }));
    }
    for (const kind of ['alignment', 'constructive_abstention', 'non_participation'] as const) {
      expect(draftJoint(words(['NL', 'DE'], { kind }), by('NL'), said())).toEqual(
        err({ code: 'TOO_LATE_OR_EARLY', stage: 'open' }),
      );
    }
  });

  it('[R243] is joined by those it names, each once and for itself, until the end', () => {
    const joint = drafted('NL', 'DE', 'FR');
    expect(joinJoint(joint, by('DE'), { ...said(), now: LATER })).toEqual(
      ok({ ...joint, joined: [...joint.joined, { ...by('DE'), at: LATER }] }),
    );
    expect(joinJoint(joint, by('NL'), said())).toEqual(ok(joint));
    expect(joinJoint(drafted('NL', 'DE'), by('FR'), said())).toEqual(err({ code: 'NOT_OWNER' }));
    expect(joinJoint(joint, by('NO'), said())).toEqual(err({ code: 'NOT_A_MEMBER' }));
    expect(joinJoint(joint, by('DE'), said('adopted'))).toEqual(
      err({ code: 'TOO_LATE_OR_EARLY', stage: 'adopted' }),
    );
  });

  it('[R244] is declared by who joined and still is a member, in their order', () => {
    const joint = drafted('NL', 'DE', 'FR');
    expect(isJoinedByAll(joint)).toBe(false);
    const joined = joinJoint(joint, by('FR'), { ...said(), now: LATER });
    if (!joined.ok) throw new Error(joined.error.code);
    expect(declaredJointly(joined.value, members, LATER)).toEqual({
      id: 'j1',
      kind: 'interpretative_declaration',
      partners: ['NL', 'FR'],
      person: 'person of NL',
      text: 'We understand Article 4 as follows.',
      answers: null,
      joined: [
        { ...by('NL'), at: NOW },
        { ...by('FR'), at: LATER },
      ],
      at: LATER,
    });
    expect(declaredJointly(joined.value, [code('FR')], LATER)?.partners).toEqual(['FR']);
    expect(declaredJointly(joined.value, [code('DE')], LATER)).toBeNull();
  });

  it('[R244] what is open at the end is declared before it, at its instant, and moves nothing of it', () => {
    const run = new Run(silence({ members: seats(['NL', 'DE', 'FR']) }), '2026-06-08T08:00:00.000Z');
    const open = run.now;
    const tick = decide(open, { type: 'tick' }, instant(Date.parse('2026-06-12T00:00:00Z')));
    if (!tick.ok) throw new Error(tick.error.code);
    const events = withJointlyDeclared(open, tick.value, [drafted('NL', 'DE')]);
    const types = events.map(({ type }) => type);
    expect(types.slice(-2)).toEqual(['declared', 'closed']);
    const [before, after] = [evolveAll(open, tick.value), evolveAll(open, events)];
    expect(after?.declarations).toMatchObject([{ partners: ['NL'], at: before?.closedAt }]);
    expect({ ...after, declarations: [] }).toEqual(before);
    expect(withJointlyDeclared(open, [], [drafted('NL', 'DE')])).toEqual([]);
  });
});
