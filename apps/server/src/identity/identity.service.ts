import type { Mandate, Role, DelegationKind } from '@entente/access';
import { instant, type DelegationCode, type Instant, type MandateId, type PersonId } from '@entente/kernel';
import type { SignedIn } from '@entente/nest-platform';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Together } from '../together.js';

/** A person of a session that stands, with rights as the database has them now. */
export interface LiveIdentity {
  readonly actor: SignedIn;
  /** Id of the session; ending it ends everything made from it. */
  readonly session: string;
}

interface ActorRow {
  readonly id: PersonId;
  readonly name: string;
  readonly delegation: DelegationCode;
  readonly kind: DelegationKind;
  readonly roles: readonly Role[];
  readonly session: string | null;
  readonly mandates: ReadonlyArray<{
    id: MandateId;
    power: Mandate['power'];
    from: number;
    to: number | null;
  }>;
}

/** Mandates that are revoked give nothing; those that begin or end later are judged by `may` at its instant. */
const SELECT_ACTOR = `
  SELECT p.id, p.name, p.delegation, d.kind, p.roles, s.id AS session,
    coalesce((SELECT jsonb_agg(jsonb_build_object('id', m.id, 'power', m.power,
        'from', round(extract(epoch FROM m.valid_from) * 1000),
        'to', round(extract(epoch FROM m.valid_to) * 1000)) ORDER BY m.valid_from, m.id)
      FROM mandate m WHERE m.person = p.id AND m.revoked_at IS NULL), '[]') AS mandates
  FROM person p JOIN delegation d ON d.code = p.delegation`;
const LIVE_SESSION = `s.person = p.id AND s.ended_at IS NULL AND s.expires_at > clock_timestamp()`;

/** Who people are, always from the database: nothing about rights is remembered between two questions. */
@Injectable()
export class IdentityService {
  readonly #together = new Together<string, LiveIdentity | null>(async (sessions) => {
    const found = await this.identitiesOf([...new Set(sessions)]);
    return sessions.map((session) => found.get(session) ?? null);
  });

  constructor(@Inject(DataSource) private readonly database: DataSource) {}

  /** The person, or null where there is none or the account is suspended. */
  async actorOf(person: PersonId): Promise<SignedIn | null> {
    return (await this.actorsOf([person])).get(person) ?? null;
  }

  /** Those of these people whose account stands. */
  async actorsOf(people: readonly PersonId[]): Promise<ReadonlyMap<PersonId, SignedIn>> {
    const rows = await this.#rows(
      `${SELECT_ACTOR} LEFT JOIN session s ON false WHERE p.active AND p.id = ANY ($1::uuid[])`,
      [people],
    );
    return new Map(rows.map((row) => [row.id, actorFrom(row)]));
  }

  /**
   * The people of these sessions, by session id; a session that has ended, has run out or whose person is suspended is not
   * in the answer. One statement, however many there are: live sockets ask it for all of theirs.
   */
  async identitiesOf(sessions: readonly string[]): Promise<ReadonlyMap<string, LiveIdentity>> {
    if (sessions.length === 0) return new Map();
    const found = await this.#rows(
      `${SELECT_ACTOR} JOIN session s ON ${LIVE_SESSION} WHERE p.active AND s.id = ANY ($1::uuid[])`,
      [sessions],
    );
    return new Map(
      found.flatMap((row) =>
        row.session === null ? [] : [[row.session, { actor: actorFrom(row), session: row.session }]],
      ),
    );
  }

  /** The person of one session, or null, as the database has them after this was asked. */
  async identityOf(session: string): Promise<LiveIdentity | null> {
    return this.#together.ask(session);
  }

  /**
   * Whether a mandate gives its power at `now`, the instant that a record will say: it may have been revoked or run out since
   * the guard asked, and the clock of this process may be wrong. Until the caller's transaction ends nobody revokes it.
   */
  async mandateStands(manager: EntityManager, mandate: MandateId, now: Instant): Promise<boolean> {
    const found = (await manager.query(
      `SELECT m.id FROM mandate m JOIN person p ON p.id = m.person
       WHERE m.id = $1 AND p.active AND m.revoked_at IS NULL
         AND m.valid_from <= $2 AND (m.valid_to IS NULL OR m.valid_to > $2) FOR SHARE OF m, p`,
      [mandate, new Date(now)],
    )) as readonly unknown[];
    return found.length > 0;
  }

  async #rows(sql: string, values: readonly unknown[]): Promise<readonly ActorRow[]> {
    return (await this.database.query(sql, [...values])) as readonly ActorRow[];
  }
}

function actorFrom(row: ActorRow): SignedIn {
  return {
    person: row.id,
    name: row.name,
    delegation: row.delegation,
    delegationKind: row.kind,
    roles: row.roles,
    mandates: row.mandates.map((mandate) => ({
      id: mandate.id,
      power: mandate.power,
      from: instant(mandate.from),
      to: mandate.to === null ? null : instant(mandate.to),
    })),
  };
}
