import { encodeJcs, hashOf, type JsonObject } from '@entente/canonical';
import type { QueryRunner } from 'typeorm';

/** As the first release kept a procedure: a vote by `UNANIMITY_ABST` without a deadline, and one row for each act. */
interface OldProcedure {
  readonly id: string;
  readonly package: string;
  readonly package_hash: string;
  readonly state: 'open' | 'adopted' | 'broken' | 'not_adopted' | 'withdrawn';
  readonly terms: { readonly members: JsonObject[]; readonly allowConstructive: boolean };
  readonly opened_at: Date;
  readonly closed_at: Date | null;
}

interface OldAct {
  readonly sequence: number;
  readonly partner: string;
  readonly act: string;
  readonly reason: string;
  readonly package_hash: string;
  readonly person: string;
  readonly name: string;
  readonly mandate: string;
  readonly nonce: string;
  readonly at: Date;
}

interface RecordEntry {
  readonly sequence: number;
  readonly type: string;
  readonly person: string;
  readonly name: string;
  readonly delegation: string;
  readonly mandate: string;
  readonly at: Date;
}

/** An event, and the entry of the record that it goes with. */
interface Converted {
  readonly body: JsonObject & { readonly type: string; readonly at: number };
  readonly by: RecordEntry;
}

/** Each old procedure becomes the events that the core would have decided; what they bind to stays what it was. */
export async function convertOldProcedures(runner: QueryRunner): Promise<void> {
  const procedures = (await runner.query('SELECT * FROM procedure')) as OldProcedure[];
  for (const old of procedures) {
    const acts = (await runner.query('SELECT * FROM procedure_act WHERE procedure = $1 ORDER BY sequence', [
      old.id,
    ])) as OldAct[];
    const record = (await runner.query(
      `SELECT sequence, type, person, name, delegation, mandate, at FROM formal_act
       WHERE package = $1 AND type LIKE 'procedure.%' AND body::jsonb ->> 'procedure' = $2 ORDER BY sequence`,
      [old.package, old.id],
    )) as RecordEntry[];
    await insertEvents(runner, old, eventsOf(old, acts, record));
  }
}

async function insertEvents(
  runner: QueryRunner,
  old: OldProcedure,
  events: readonly Converted[],
): Promise<void> {
  let sequence = 0;
  for (const { body, by } of events) {
    sequence += 1;
    await runner.query(
      `INSERT INTO procedure_event (procedure, sequence, type, body, received_at, person, name, delegation, mandate, record)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        old.id,
        sequence,
        body.type,
        JSON.stringify(body),
        new Date(body.at),
        by.person,
        by.name,
        by.delegation,
        by.mandate,
        by.sequence,
      ],
    );
  }
  const last = events.at(-1)?.body.at ?? old.opened_at.getTime();
  const terms = termsOf(old);
  await runner.query(
    `UPDATE procedure SET kind = 'vote', terms = $2, terms_hash = $3, event_head = $4, last_at = $5 WHERE id = $1`,
    [
      old.id,
      JSON.stringify(terms),
      hashOf(encodeJcs({ form: 'entente-terms/1', terms })),
      sequence,
      new Date(last),
    ],
  );
}

function eventsOf(old: OldProcedure, acts: readonly OldAct[], record: readonly RecordEntry[]): Converted[] {
  const entry = (find: (one: RecordEntry) => boolean): RecordEntry => {
    const found = record.find(find);
    if (found === undefined) throw new Error(`the record does not tell of the procedure ${old.id}`);
    return found;
  };
  const opened = {
    body: {
      type: 'opened',
      terms: termsOf(old),
      reserves: [],
      residuals: {},
      at: old.opened_at.getTime(),
    },
    by: entry(({ type }) => type === 'procedure.opened'),
  };
  const acted = acts.map((act) => ({
    body: actedOf(act),
    by: entry(({ sequence }) => sequence === act.sequence),
  }));
  if (old.closed_at === null) return [opened, ...acted];
  const closed = {
    body: closedOf(old, acts, old.closed_at),
    by: entry(({ type }) => type === 'procedure.closed'),
  };
  return [opened, ...acted, closed];
}

function actedOf({
  sequence: _sequence,
  name: _name,
  package_hash: packageHash,
  at,
  ...act
}: OldAct): Converted['body'] {
  return {
    type: 'acted',
    partner: act.partner,
    act: act.act,
    reason: act.reason,
    packageHash,
    person: act.person,
    mandate: act.mandate,
    nonce: act.nonce,
    level: 'ambassador',
    adReferendum: false,
    scope: [],
    textProposal: '',
    overrideReason: '',
    proxyHolder: null,
    at: at.getTime(),
  };
}

function closedOf(old: OldProcedure, acts: readonly OldAct[], at: Date): Converted['body'] {
  const cause = { adopted: 'counted', not_adopted: 'counted', broken: 'objection', withdrawn: 'withdrawn' };
  const objectors = acts.filter(({ act }) => act === 'object').map(({ partner }) => partner);
  return {
    type: 'closed',
    state: old.state,
    cause: old.state === 'open' ? 'counted' : cause[old.state],
    partners: old.state === 'broken' ? [...new Set(objectors)] : [],
    reserves: [],
    residual: null,
    comparison: null,
    to: null,
    at: at.getTime(),
  };
}

/** The terms of the first release, written out as terms are written now. */
function termsOf(old: OldProcedure): JsonObject {
  return {
    procedure: old.id,
    kind: 'vote',
    rule: { id: 'UNANIMITY_ABST' },
    fallback: null,
    rulebook: null,
    packageHash: old.package_hash,
    items: [],
    members: old.terms.members,
    weightTable: null,
    quorum: 'none',
    announcedAt: null,
    opensAt: null,
    deadlineAt: null,
    zone: 'UTC',
    calendar: null,
    deadlineInclusive: true,
    onObjection: 'terminate',
    severable: false,
    allowAbstain: true,
    allowConstructive: old.terms.allowConstructive,
    allowEmergencyBrake: false,
    reasonsRequired: true,
    contestable: false,
    joiners: 'excluded',
    reservePolicy: {
      general_scrutiny: 'lapses',
      scrutiny: 'lapses',
      substantive: 'blocks',
      parliamentary: 'blocks',
      linguistic: 'none',
      ad_referendum: 'lapses',
      legal: 'blocks',
      waiting: 'lapses',
      hold: 'pauses',
      registered_concern: 'none',
    },
    minPeriodMs: 0,
    maxExtensions: 1,
    holdMaxMs: 15_552_000_000,
    proxiesPerHolder: 1,
    positionVisibility: 'all',
    nameObjectors: true,
    recallWindowMs: 0,
    follows: null,
    followsAs: null,
  };
}
