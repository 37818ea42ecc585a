import { termsOf, type Terms } from '@entente/consensus';
import type {
  DecisionRecord,
  FormalAct,
  Me,
  Notification,
  PackageView,
  Procedure,
  VersionSummary,
  VersionView,
} from '@entente/contracts';
import {
  correctText,
  readCanonicalText,
  type AskedPassage,
  type CanonicalNode,
  type SectionKind,
} from '@entente/document';
import { sealedPackageHash, sealText } from '@entente/formats';
import { instant, ok, type AnnexId, type Hash, type Instant, type PackageId } from '@entente/kernel';
import type { SignedIn } from '@entente/nest-platform';
import { steerClock, testDatabase, type SteeredClock, type TestDatabase } from '@entente/testing';
import { randomUUID } from 'node:crypto';
import { bootServer, type BootedServer } from '../boot-server.js';
import { IdentityService } from '../identity/index.js';
import { PackagesService } from '../lifecycle/packages.service.js';
import { textOf } from '../lifecycle/new-text.js';
import { unwrap } from '../lifecycle/index.js';
import { TestCoalition, type Answered, type Seating } from '../test-coalition.js';
import { ProceduresService } from './procedures.service.js';
import { Waking } from './waking.js';

const TITLE: CanonicalNode = ['titleSection', {}, [['actTitle', {}, [['t', 'Joint Decision', []]]]]];
const HOUR = 3_600_000;

/** Sections of a text beside its title. */
type Sections = readonly { readonly kind: SectionKind; readonly tree: CanonicalNode }[];

/** Article n with one paragraph `para_n`. */
export const anArticle = (n: number, words: string): Sections[number] => ({
  kind: 'article',
  tree: [
    'article',
    {},
    [
      ['heading', { id: `h_${String(n)}` }, [['t', 'Heading', []]]],
      ['paragraph', { id: `para_${String(n)}` }, [['p', {}, [['t', words, []]]]]],
    ],
  ],
});

/** For tests alone: a server on a database whose clock is steered, the test coalition, and frozen packages to decide on. */
export class ProcedureStage {
  private constructor(
    readonly database: TestDatabase,
    readonly server: BootedServer,
    readonly us: TestCoalition,
    readonly clock: SteeredClock,
  ) {}

  /** `settings`: by default the servers do not mind how far the clock is steered. */
  static async open(
    label: string,
    settings: Readonly<Record<string, string>> = {},
    seating?: Seating,
  ): Promise<ProcedureStage> {
    const database = await testDatabase(label);
    const server = await bootServer(database, {
      REQUESTS_PER_MINUTE: '100000',
      CLOCK_TOLERANCE_MS: '1000000000000',
      ...settings,
    });
    const us = new TestCoalition(server.address, seating);
    await us.setUp();
    return new ProcedureStage(database, server, us, await steerClock(database.adminUrl));
  }

  async close(): Promise<void> {
    await this.server.app.close();
    await this.database.drop();
  }

  async actor(who: string): Promise<SignedIn> {
    const { person } = await this.us.ask<Me>(who, 'GET', '/me');
    const actor = await this.server.app.get(IdentityService, { strict: false }).actorOf(person);
    if (actor === null) throw new Error(`there is no ${who}`);
    return actor;
  }

  /** A package with a title and these sections, being drafted. */
  async drafted(sections: Sections = []): Promise<PackageId> {
    const { id } = await this.server.app
      .get(PackagesService, { strict: false })
      .create(await this.actor('chair'), {
        title: 'Working title',
        source: { kind: 'test' },
        text: textOf([{ kind: 'title', tree: TITLE }, ...sections]),
      });
    return id as PackageId;
  }

  /** The next version of a package; its hash. */
  async tabled(id: PackageId, revision = 1): Promise<Hash> {
    const path = `/packages/${id}/versions`;
    return (await this.us.ask<VersionSummary>('chair', 'POST', path, { revision })).packageHash;
  }

  /** The same, tabled as REV 1. */
  async frozen(sections: Sections = []): Promise<{ id: PackageId; hash: Hash }> {
    const id = await this.drafted(sections);
    return { id, hash: await this.tabled(id) };
  }

  /** Opens on a fresh package a silence procedure of AU, CA and NO that runs for an hour, or what `change` says. */
  async openSilence(change: Partial<Terms> = {}): Promise<Procedure> {
    return this.silenceOn(await this.frozen(), change);
  }

  /** The same on a package that is frozen. */
  async silenceOn(
    { id, hash }: { readonly id: PackageId; readonly hash: Hash },
    change: Partial<Terms> = {},
  ): Promise<Procedure> {
    const opened = await this.server.app
      .get(ProceduresService, { strict: false })
      .open(await this.actor('chair'), id, ({ procedure, locked, members }) =>
        ok(
          termsOf({
            procedure,
            kind: 'silence',
            rule: { id: 'CONSENSUS' },
            packageHash: hash,
            members: members.map(({ code, weight }) => ({ partner: code, weight, participates: true })),
            deadlineAt: instant(locked.now + HOUR),
            zone: 'Europe/Zurich',
            ...change,
          }),
        ),
      );
    return this.view(unwrap(opened).row.id);
  }

  /** The decision record as somebody may read it. */
  decision(who: string, { id }: Pick<Procedure, 'id'>): Promise<DecisionRecord> {
    return this.us.ask(who, 'GET', `/procedures/${id}/record`);
  }

  view(id: string, who = 'chair'): Promise<Procedure> {
    return this.us.ask(who, 'GET', `/procedures/${id}`);
  }

  package(id: string): Promise<PackageView> {
    return this.us.ask('chair', 'GET', `/packages/${id}`);
  }

  async record(id: string): Promise<FormalAct[]> {
    return (await this.us.ask<{ acts: FormalAct[] }>('chair', 'GET', `/packages/${id}/record`)).acts;
  }

  async told(who: string, procedure: Procedure): Promise<Notification[]> {
    const { notifications } = await this.us.ask<{ notifications: Notification[] }>(
      who,
      'GET',
      '/me/notifications',
    );
    return notifications.filter((one) => one.procedure === procedure.id);
  }

  act(who: string, { id, packageHash }: Procedure, change: object = {}): Promise<Answered> {
    const body = { act: 'agree', packageHash, reason: '', nonce: randomUUID(), ...change };
    return this.us.call(who, 'POST', `/procedures/${id}/acts`, body);
  }

  say(who: string, { id }: Procedure, word: object): Promise<Answered> {
    return this.us.call(who, 'POST', `/procedures/${id}/words`, { nonce: randomUUID(), ...word });
  }

  /** Files a corrigendum as who has the words: the hash is that of the text with the passages in it. */
  async correct(
    who: string,
    procedure: Procedure,
    passages: readonly AskedPassage[],
    change: object = {},
  ): Promise<Answered> {
    const body = {
      id: randomUUID(),
      note: 'Form only.',
      passages,
      toHash: await this.correctedHash(procedure, passages),
      ...change,
    };
    return this.us.call(who, 'POST', `/procedures/${procedure.id}/corrigenda`, body);
  }

  /** The package hash that the passages make of the words under decision; those of now, where they make none. */
  async correctedHash(procedure: Procedure, passages: readonly AskedPassage[]): Promise<Hash> {
    const last = procedure.core.corrigenda.findLast(({ state }) => state === 'stands');
    const version = await this.us.ask<VersionView>(
      'chair',
      'GET',
      last === undefined
        ? `/packages/${procedure.package}/versions/${String(procedure.revision)}`
        : `/procedures/${procedure.id}/corrigenda/${last.id}`,
    );
    const text = readCanonicalText(new TextEncoder().encode(version.canonical));
    const made = text.ok ? correctText(text.value.sections, passages) : text;
    if (!made.ok) return version.packageHash;
    const sealedText = sealText(made.value.text.sections, version.sealSeed).hash;
    const annexes = version.annexes.map(({ annex, commitment }) => ({ annex: annex as AnnexId, commitment }));
    return sealedPackageHash({ sealedText, annexes });
  }

  chair({ id }: Procedure, command: object, who = 'chair'): Promise<Answered> {
    return this.us.call(who, 'POST', `/procedures/${id}/chair`, command);
  }

  /** Does what is due by the clock as it stands, as an alarm would. */
  async sweep(server = this.server): Promise<void> {
    await server.app.get(Waking, { strict: false }).due();
  }
}

/** The deadline of a procedure that has one. */
export function deadlineOf({ deadlineAt }: Procedure): Instant {
  if (deadlineAt === null) throw new Error('the procedure has no deadline');
  return deadlineAt;
}
