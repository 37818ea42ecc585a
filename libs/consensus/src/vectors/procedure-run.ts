import { err, ok, type Hash, type Instant, type ProcedureId, type Result } from '@entente/kernel';
import { decide } from '../procedure/decide.js';
import { evolveAll, isClosed } from '../procedure/evolve.js';
import type { ProcedureEvent } from '../procedure/event.js';
import type { Refusal } from '../procedure/refusal.js';
import { blockersOf } from '../procedure/settle.js';
import type { Procedure } from '../procedure/state.js';
import { termsOf, type Terms } from '../procedure/terms.js';
import { USUAL_POLICY } from '../reserve/kinds.js';
import { differ, type Mismatch } from './mismatch.js';
import { commandOf } from './procedure-command.js';
import { procedureVector, type ProcedureVector } from './procedure.js';
import type { VectorFault } from './read.js';
import type { VectorResult } from './run-file.js';
import { seatsOf, type WeighedSeats } from './weighed-seats.js';

/** Reads and runs one vector of a file of kind `procedure` (SPEC R113). */
export function runProcedureVector(value: unknown, at: string): Result<VectorResult, VectorFault> {
  const vector = procedureVector(value, at);
  if (!vector.ok) return vector;
  const { name, events, expected } = vector.value;
  const beyond = expected.refused.find(({ event }) => event >= events.length);
  if (beyond !== undefined)
    return err({ at, message: `there is no event ${String(beyond.event)} to be refused` });
  return ok({ name, mismatches: runProcedure(vector.value) });
}

interface Played {
  readonly procedure: Procedure;
  readonly record: readonly ProcedureEvent[];
  readonly refused: readonly { readonly event: number; readonly code: string }[];
}

function runProcedure(vector: ProcedureVector): readonly Mismatch[] {
  const { expected, procedure } = vector;
  const weighed = seatsOf(procedure);
  if (!weighed.ok) return differ('notOpened', expected.notOpened ?? null, weighed.error);
  const terms = frozenTerms(vector, weighed.value);
  const announced = procedure.announcedAt;
  const opening = { terms, frozenHash: terms.packageHash };
  const opened =
    announced === undefined
      ? decide(null, { type: 'open', ...opening }, procedure.openedAt)
      : decide(null, { type: 'announce', ...opening }, announced);
  if (!opened.ok) return differ('notOpened', expected.notOpened ?? null, faultOf(opened.error));
  const wrong = differ('notOpened', expected.notOpened, null);
  const begun = evolveAll(null, opened.value);
  if (begun === null) throw new Error('an opening opens');
  return [
    ...wrong,
    ...differ('weightTable', expected.weightTable, terms.weightTable),
    ...compared(vector, played(vector, { procedure: begun, record: opened.value, refused: [] })),
  ];
}

const faultOf = (refusal: Refusal): string =>
  refusal.code === 'RULE_INPUT' ? refusal.fault.code : refusal.code;

/** Plays the events in their order, and lets time pass until the evaluation. */
function played({ events, evaluateAt, procedure: { textHash } }: ProcedureVector, begun: Played): Played {
  let { procedure, record, refused } = begun;
  const play = (command: Parameters<typeof decide>[1], at: Instant, event: number): void => {
    const decided = decide(procedure, command, at);
    if (!decided.ok) {
      refused = [...refused, { event, code: CODES[decided.error.code] ?? decided.error.code }];
      return;
    }
    record = [...record, ...decided.value];
    procedure = evolveAll(procedure, decided.value) ?? procedure;
  };
  for (const [index, event] of events.entries()) {
    play(commandOf(event, { index, textHash }), event.receivedAt, index);
  }
  play({ type: 'tick' }, evaluateAt, events.length);
  return { procedure, record, refused };
}

/** Codes that vectors have another word for. */
const CODES: Readonly<Partial<Record<Refusal['code'], string>>> = { HASH_MISMATCH: 'TEXT_MISMATCH' };

function compared(
  { expected }: ProcedureVector,
  { procedure, record, refused }: Played,
): readonly Mismatch[] {
  const closed = record.find((event) => event.type === 'closed');
  const { comparison, pending, lateObjections, matters } = procedure;
  const late = lateObjections.map((objection) => objection.partner);
  const items = Object.fromEntries(matters.map((matter) => [matter.id, matter.state.toUpperCase()]));
  const since = Object.fromEntries(matters.map((matter) => [matter.id, matter.since]));
  const wouldHaveBeen = (pending?.comparison ?? comparison)?.wouldHaveBeen ?? null;
  return [
    ...differ('state', expected.state, procedure.state.toUpperCase()),
    ...differ('refused', expected.refused, refused),
    ...differ('since', expected.since, procedure.since),
    ...differ('lateObjections', expected.lateObjections, late),
    ...differ('liveReserves', expected.liveReserves, closed?.reserves ?? blocking(procedure)),
    ...differ('cause', expected.cause, procedure.cause),
    ...differ('partners', expected.partners, closed?.partners ?? []),
    ...mapsDiffer('items', expected.items, items),
    ...mapsDiffer('itemsSince', expected.itemsSince, since),
    ...differ('deadlineAt', expected.deadlineAt, procedure.deadlineAt),
    ...differ('wouldHaveBeen', expected.wouldHaveBeen, wouldHaveBeen),
  ];
}

function mapsDiffer(
  field: string,
  expected: ReadonlyMap<string, unknown> | undefined,
  found: Readonly<Record<string, unknown>>,
): readonly Mismatch[] {
  return [...(expected ?? [])].flatMap(([id, value]) => differ(`${field}.${id}`, value, found[id]));
}

/** Reserves that would block if it closed now. */
const blocking = (procedure: Procedure): readonly string[] =>
  isClosed(procedure.state)
    ? []
    : blockersOf(
        procedure,
        procedure.matters.map((matter) => matter.id),
      ).map((reserve) => reserve.id);

function frozenTerms({ procedure }: ProcedureVector, weighed: WeighedSeats): Terms {
  const {
    electorate: _seats,
    weightTables: _tables,
    textHash,
    announcedAt,
    openedAt,
    items = [],
    fallback,
    reservePolicy,
    ...rest
  } = procedure;
  return {
    ...termsOf({
      procedure: 'vector' as ProcedureId,
      kind: procedure.kind,
      rule: procedure.rule,
      packageHash: textHash as Hash,
      ...weighed,
      // Vectors give no reasons for their objections.
      reasonsRequired: false,
    }),
    // The reading left out what the vector does not say, so nothing usual is overwritten by it.
    ...(rest as Partial<Terms>),
    fallback: fallback ?? null,
    items: items.map((item) =>
      typeof item === 'string' ? { id: item, title: item } : { ...item, title: item.id },
    ),
    announcedAt: announcedAt ?? null,
    opensAt: announcedAt === undefined ? null : openedAt,
    reservePolicy: { ...USUAL_POLICY, ...Object.fromEntries(reservePolicy ?? []) },
  };
}
