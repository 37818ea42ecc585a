import { waitFor } from '@entente/testing';
import { wordsOf } from '../crash/typist.js';
import type { Api } from '../harness/api.js';
import type { ServerProcess } from '../harness/server-process.js';
import { Bystander, type Report } from './bystander.js';
import { account, HOSTILE, prepare, type Documents, type Name, type Scene } from './coalition.js';
import { Hostile } from './hostile.js';
import type { LogReader } from './log-reader.js';

/** Nobody waits longer for a verdict because of what somebody else does (SECURITY SP9, the issue's own figure). */
const LONGEST_WAIT_MS = 300;
const EDITS_AFTER = 3;
/** Words that every attack with words uses, and that may be found nowhere afterwards. */
export const EVIL = 'EVIL';

/**
 * A real server on a real PostgreSQL, a coalition made by the public way, two delegates at work in a process of their own, and
 * attackers of a third delegation, which joined after the first package was made and may not know of it.
 */
export class Battlefield {
  readonly #scene: Scene;
  readonly #bystander: Bystander;
  readonly #hostiles = new Set<Hostile>();

  private constructor(scene: Scene, bystander: Bystander) {
    this.#scene = scene;
    this.#bystander = bystander;
  }

  static async open(label: string, settings: Readonly<Record<string, string>> = {}): Promise<Battlefield> {
    const scene = await prepare(label, settings);
    const bystander = await Bystander.start({
      address: scene.server.address,
      packageId: scene.package,
      document: scene.documents.open,
      accounts: [account('jan'), account('ada')],
    });
    return new Battlefield(scene, bystander);
  }

  async close(): Promise<void> {
    this.hangUp();
    await this.#bystander.end();
    await this.log.close();
    await this.server.stop();
    await this.#scene.database.drop();
  }

  get address(): string {
    return this.server.address;
  }
  get server(): ServerProcess {
    return this.#scene.server;
  }
  get log(): LogReader {
    return this.#scene.log;
  }
  get package(): string {
    return this.#scene.package;
  }
  get secretPackage(): string {
    return this.#scene.secretPackage;
  }
  get documents(): Documents {
    return this.#scene.documents;
  }

  api(name: Name): Api {
    const api = this.#scene.apis.get(name);
    if (api === undefined) throw new Error(`nobody is called ${name}`);
    return api;
  }

  person(name: Name): string {
    return this.#scene.people.get(name) ?? '';
  }

  /** Connected for somebody, in no package yet. */
  async hostile(name: Name = 'eve'): Promise<Hostile> {
    const hostile = await this.wired();
    const refused = await hostile.enter({ ticket: await this.api(name).ticket() });
    if (refused !== null) throw new Error(`the door stayed shut: ${JSON.stringify(refused)}`);
    return hostile;
  }

  /** Connected, and in the shared package with replicas of all its documents. */
  async inside(name: Name = 'eve', documents: readonly string[] = []): Promise<Hostile> {
    const hostile = await this.hostile(name);
    const joined = await hostile.join(this.package, documents);
    if (joined.verdict !== 'joined') throw new Error(`not joined: ${String(joined.code)}`);
    return hostile;
  }

  /** A wire on which nothing was said yet. */
  async wired(headers: Readonly<Record<string, string>> = {}): Promise<Hostile> {
    const hostile = await Hostile.wired(this.address, headers);
    this.#hostiles.add(hostile);
    return hostile;
  }

  /** Ends every connection of the attackers. */
  hangUp(): void {
    for (const hostile of this.#hostiles) hostile.end();
    this.#hostiles.clear();
  }

  /**
   * Runs an attack while the bystanders work, and tells all the harm it did; it did none where this is empty. Where the only harm is a
   * wait, the attack is tried once more on a machine that has calmed down: other processes can make anybody wait. `mayWrite`: the
   * attackers' rows are no harm, because the attack is made of edits that they may make.
   */
  async harmOf(
    attack: () => Promise<void>,
    { mayWrite = false }: { readonly mayWrite?: boolean } = {},
  ): Promise<readonly string[]> {
    const first = await this.#harmOf(attack, mayWrite);
    if (first.length === 0 || !first.every((harm) => harm.startsWith('waited'))) return first;
    await this.#calm();
    return this.#harmOf(attack, mayWrite);
  }

  async #harmOf(attack: () => Promise<void>, mayWrite: boolean): Promise<readonly string[]> {
    const before = await this.#bystander.report(1);
    this.#bystander.resume();
    const rows = await this.log.rowsBy(HOSTILE.map((name) => this.person(name)));
    const errors = await this.#errors();
    await attack();
    const after = await this.#bystander.report(EDITS_AFTER);
    try {
      const added = (await this.log.rowsBy(HOSTILE.map((name) => this.person(name)))) - rows;
      return [
        ...(added === 0 || mayWrite ? [] : [`${String(added)} rows of the attackers`]),
        ...waits(after, before),
        ...after.refused.map((code) => `a bystander met ${code}`),
        ...(await this.#strangeTexts(after)),
        ...(await this.log.falseSnapshots()),
        ...((await this.log.holding(EVIL)) === 0 ? [] : [`${EVIL} stands in the log or a snapshot`]),
        ...(await this.#errors()).slice(errors.length).map((line) => `the server logged ${line}`),
        ...this.#confusedVerdicts(),
        ...((await this.#isAlive()) ? [] : ['the server is not alive']),
      ];
    } finally {
      this.#bystander.resume();
    }
  }

  /** Whoever holds another text than the log: the one who types, the one who reads, and somebody who joins now. */
  async #strangeTexts(report: Report): Promise<readonly string[]> {
    const log = await this.log.texts();
    const late = await this.inside('ada');
    const joined = [...late.replicas].map(([document, { doc }]) => ({ document, text: wordsOf(doc) }));
    late.end();
    const [typist = [], reader = []] = report.texts;
    const all = {
      typist,
      reader,
      joiner: joined.filter(({ document }) => document !== this.documents.structure),
    };
    return Object.entries(all).flatMap(([who, texts]) =>
      texts
        .filter(({ document, text }) => text !== log.get(document) || text.includes(EVIL))
        .map(({ document }) => `the ${who} has another text of ${document} than the log`),
    );
  }

  /** Each message has exactly one verdict, whatever it was. */
  #confusedVerdicts(): readonly string[] {
    const answers = [...this.#hostiles].flatMap((hostile) => [...hostile.answers.values()]);
    return answers
      .filter((all) => all.length > 1)
      .map((all) => `one message had ${String(all.length)} verdicts`);
  }

  /** Lines of the server's log that tell of a defect. */
  async #errors(): Promise<readonly string[]> {
    const lines = (await this.server.log()).split('\n');
    return lines.filter((line) => /"level":(?:50|60)|"level":"(?:error|fatal)"|^\s+at |uncaught/i.test(line));
  }

  async #isAlive(): Promise<boolean> {
    const answer = await fetch(`${this.address}/health/live`).catch(() => undefined);
    return answer?.status === 200;
  }

  async #calm(): Promise<void> {
    await waitFor('the machine to calm down', async () => {
      const { longestMs } = await this.#bystander.report(20);
      this.#bystander.resume();
      return longestMs < LONGEST_WAIT_MS / 3;
    });
  }
}

function waits(after: Report, before: Report): readonly string[] {
  if (after.longestMs <= LONGEST_WAIT_MS) return [];
  const [now, then] = [after.longestMs, before.longestMs].map((ms) => ms.toFixed(0));
  return [`waited ${String(now)} ms for a verdict (${String(then)} ms before the attack)`];
}
