import {
  decide,
  electorateHash,
  evolveAll,
  rulebookHash,
  SHIPPED_RULEBOOKS,
  termsHash,
  termsOf,
  type Procedure,
  type ProcedureCommand,
  type ProcedureEvent,
  type Speaker,
  type Terms,
} from '@entente/consensus';
import type { DecisionRecord } from '@entente/contracts';
import { packageHash } from '@entente/document';
import { decisionRecordOf, ruleText } from '@entente/formats';
import {
  instant,
  type DelegationCode,
  type Hash,
  type Instant,
  type MandateId,
  type PackageId,
  type PersonId,
  type ProcedureId,
} from '@entente/kernel';

const TEXT_HASH = `sha256:${'7'.repeat(64)}` as Hash;
const PACKAGE_HASH = packageHash({ textHash: TEXT_HASH, parts: [], annexes: [] });

/** The same word always gives the same UUID. */
function uuidOf(word: string): string {
  const hex = Buffer.from(word).toString('hex').padEnd(12, '0').slice(0, 12);
  return `00000000-0000-4000-8000-${hex}`;
}

const at = (iso: string): Instant => {
  const ms = Date.parse(iso);
  return instant(ms);
};

/** Who speaks for a partner in a sample. */
export const sampleSpeaker = (partner: string): Speaker => ({
  partner: partner as DelegationCode,
  person: uuidOf(`p${partner}`) as PersonId,
  mandate: uuidOf(`m${partner}`) as MandateId,
  level: 'ambassador',
});

/** A nonce, or an id, of a word. */
export const sampleId = uuidOf;

/** An act in a sample, on its hash. */
export const sampleAct = (
  partner: string,
  act: 'agree' | 'object' | 'abstain',
  more: Partial<Extract<ProcedureCommand, { type: 'act' }>> = {},
): ProcedureCommand => ({
  type: 'act',
  act,
  reason: '',
  packageHash: PACKAGE_HASH,
  nonce: uuidOf(`${partner}${act}`),
  ...sampleSpeaker(partner),
  ...more,
});

/** A decision for tests, made by the core itself: commands at their instants, and the record that comes of them. Instants are ISO 8601. */
export class SampleDecision {
  readonly terms: Terms;
  readonly #events: DecisionRecord['events'] = [];
  #procedure: Procedure | null = null;

  /** By default silence of AU, CA, GB, JP and NO by consensus, until Fri 27 Nov 2026, 17:00 in Brussels. */
  constructor(change: Partial<Terms> = {}, openedAt = '2026-11-24T09:00:00.000Z') {
    this.terms = termsOf({
      procedure: '00000000-0000-4000-9000-000000000001' as ProcedureId,
      kind: 'silence',
      rule: { id: 'CONSENSUS' },
      packageHash: PACKAGE_HASH,
      members: ['AU', 'CA', 'GB', 'JP', 'NO'].map((partner, index) => ({
        partner: partner as DelegationCode,
        weight: (index + 1) * 1_000_000,
        participates: true,
      })),
      deadlineAt: at('2026-11-27T16:00:00.000Z'),
      zone: 'Europe/Brussels',
      ...change,
    });
    this.send('PRES', { type: 'open', terms: this.terms, frozenHash: PACKAGE_HASH }, openedAt);
  }

  /** `by` null: time. Throws where the core refuses. */
  send(by: string | null, command: ProcedureCommand, iso: string): this {
    const decided = decide(this.#procedure, command, at(iso));
    if (!decided.ok) throw new Error(`refused: ${JSON.stringify(decided.error)}`);
    for (const event of decided.value) this.#add(event, by, at(iso));
    this.#procedure = evolveAll(this.#procedure, decided.value);
    return this;
  }

  tick(iso: string): this {
    return this.send(null, { type: 'tick' }, iso);
  }

  get procedure(): Procedure {
    if (this.#procedure === null) throw new Error('nothing was opened');
    return this.#procedure;
  }

  record(): DecisionRecord {
    const { terms } = this;
    const [book] = SHIPPED_RULEBOOKS;
    if (book === undefined) throw new Error('no rule book is shipped');
    const { id, version, name, body, basis } = book;
    const facts = {
      package: {
        id: '00000000-0000-4000-9000-000000000002' as PackageId,
        number: 'JSP 7/26',
        title: 'Joint decision on measures against malicious cyber activities',
        revision: 3,
      },
      coalition: 'Łódź Coalition',
      follows: terms.follows,
      frozen: {
        textHash: TEXT_HASH,
        packageHash: PACKAGE_HASH,
        annexes: [],
        electorateHash: electorateHash(terms.members),
        termsHash: termsHash(terms),
        terms,
        names: Object.fromEntries(terms.members.map(({ partner }) => [partner, NAMES[partner] ?? partner])),
        rulebook: { id, version, name, body, basis, hash: rulebookHash(book) },
        ruleText: ruleText(terms),
      },
      receipts: terms.members.map(({ partner }) => ({
        partner,
        deliveredAt: at('2026-11-24T09:00:01.000Z'),
        openedAt: at('2026-11-24T10:00:00.000Z'),
        acknowledgedAt: partner === 'NO' ? null : at('2026-11-24T11:00:00.000Z'),
        extensionAsked: null,
      })),
      events: this.#events,
      withheld: null,
    };
    return decisionRecordOf(facts, this.procedure);
  }

  #add(event: ProcedureEvent, by: string | null, receivedAt: Instant): void {
    const sequence = this.#events.length + 1;
    const speaker = by === null ? null : sampleSpeaker(by);
    this.#events.push({
      sequence,
      record: 40 + sequence,
      recordHash: `sha256:${String(sequence).padStart(64, '0')}` as Hash,
      receivedAt,
      by:
        speaker === null
          ? null
          : {
              name: `Head of ${speaker.partner}`,
              person: speaker.person,
              delegation: speaker.partner,
              mandate: speaker.mandate,
            },
      reason: null,
      // What the core made is of the form that the record checks when it is made.
      event: event as DecisionRecord['events'][number]['event'],
    });
  }
}

const NAMES: Readonly<Record<string, string>> = {
  AU: 'Australia',
  CA: 'Canada',
  GB: 'United Kingdom',
  JP: 'Japan',
  NO: 'Norway',
};

const reserveOf = (kind: 'scrutiny' | 'substantive' | 'linguistic', word: string, reason: string) => ({
  id: uuidOf(word),
  kind,
  scope: ['art_4'],
  reason,
  language: kind === 'linguistic' ? 'nb' : null,
  waitsFor: '',
  reopens: null,
});

type Step = readonly [iso: string, by: string, command: ProcedureCommand];
const spoken = (partner: string, word: string) => ({ nonce: uuidOf(word), ...sampleSpeaker(partner) });
const enters = (partner: string, reserve: ReturnType<typeof reserveOf>): ProcedureCommand => ({
  type: 'enter_reserve',
  reserve,
  leave: true,
  ...spoken(partner, `e${partner}`),
});

const EVENTFUL: readonly Step[] = [
  ['2026-11-24T12:00:00.000Z', 'AU', sampleAct('AU', 'agree', { reason: 'We welcome it.' })],
  ['2026-11-24T13:00:00.000Z', 'CA', enters('CA', reserveOf('scrutiny', 'r1', 'Our committee sits.'))],
  ['2026-11-24T14:00:00.000Z', 'GB', enters('GB', reserveOf('substantive', 'r2', 'Article 4 is too wide.'))],
  [
    '2026-11-25T09:00:00.000Z',
    'JP',
    { type: 'hold', id: uuidOf('h1'), scope: [], reason: 'We need a day.', ...spoken('JP', 'h1') },
  ],
  [
    '2026-11-25T15:00:00.000Z',
    'JP',
    { type: 'lift_hold', id: uuidOf('h1'), reason: 'Cleared.', ...spoken('JP', 'l1') },
  ],
  [
    '2026-11-26T09:00:00.000Z',
    'GB',
    {
      type: 'end_reserve',
      id: uuidOf('r2'),
      end: { mode: 'lifted', to: null, reason: 'The recital is enough.', evidence: '' },
      ...spoken('GB', 'x2'),
    },
  ],
  [
    '2026-11-26T10:00:00.000Z',
    'NO',
    { type: 'give_proxy', to: 'AU' as DelegationCode, says: 'as_holder', ...spoken('NO', 'g1') },
  ],
  [
    '2026-11-26T11:00:00.000Z',
    'AU',
    {
      type: 'declare',
      declaration: {
        id: uuidOf('d1'),
        kind: 'statement_in_minutes',
        partners: ['AU' as DelegationCode],
        person: sampleSpeaker('AU').person,
        text: 'Australia recalls its statement of 2025.',
        answers: null,
      },
    },
  ],
  [
    '2026-11-26T12:00:00.000Z',
    'PRES',
    { type: 'extend', by: 'chair', deadlineAt: at('2026-11-30T16:00:00.000Z') },
  ],
  [
    '2026-11-27T09:00:00.000Z',
    'AU',
    sampleAct('AU', 'abstain', { nonce: uuidOf('AU2'), reason: 'On second thoughts.' }),
  ],
];

/** One decision with something of everything: reserves with each end, a hold, a proxy, an extension, changed acts, a late objection. */
export function eventfulDecision(): SampleDecision {
  const decision = new SampleDecision({ onObjection: 'suspend', recallWindowMs: 86_400_000 });
  for (const [iso, by, command] of EVENTFUL) decision.send(by, command, iso);
  const late = sampleAct('CA', 'object', { nonce: uuidOf('CAlate'), reason: 'Too late.' });
  return decision.tick('2026-11-30T16:00:01.000Z').send('CA', late, '2026-11-30T18:00:00.000Z');
}
