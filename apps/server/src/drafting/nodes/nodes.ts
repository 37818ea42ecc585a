import type { Bus } from '@entente/sync';
import { loadAccessKeys } from '../../identity/index.js';
import type { ServerConfig } from '../../server-config.js';
import { codeOf } from '../code-of.js';
import type { Query } from '../query.js';
import { NodeBus, type PackageFacts } from './node-bus.js';
import { NodeRegistry } from './node-registry.js';
import { NoteSeal, notesSecret } from './note-seal.js';
import { Notices } from './notices.js';
import { RedisBus } from './redis-bus.js';

/** How often what access asks about packages is compared on nodes that are not alone: with the rights' own sweep, below 5 s. */
const SWEEP_MS = 3_000;

interface NodesOptions {
  readonly config: ServerConfig;
  readonly query: Query;
  readonly node: string;
  readonly facts: () => PackageFacts;
  /** A line for the log: what happened, and the code of the failure. */
  readonly warn: (what: string, code: string | null) => void;
}

/** How this process and the others that write the same log hear of each other. */
export class Nodes {
  readonly bus: Bus;
  readonly #redis: RedisBus | null;
  readonly #notices: Notices;
  readonly #nodeBus: NodeBus;
  readonly registry: NodeRegistry;
  readonly #links = new Map<string, boolean>();

  constructor({ config, query, node, facts, warn }: NodesOptions) {
    const failed = (what: string) => (error: unknown) => {
      warn(what, codeOf(error));
    };
    const several = config.redisUrl !== null;
    this.registry = new NodeRegistry({ query, node, several, failed: failed('the registry is away') });
    this.#notices = new Notices({ url: config.databaseUrl, query, node }, failed('notices are away'));
    this.#redis =
      config.redisUrl === null ? null : redisBus(config.redisUrl, config.keyDir, this.#linked(warn));
    this.#nodeBus = new NodeBus({
      frequent: this.#redis,
      rare: this.#notices,
      facts,
      others: () => this.registry.others,
      sweepMs: SWEEP_MS,
      failed: failed('facts of packages could not be read'),
    });
    this.bus = this.#nodeBus;
  }

  /** Of what tells the others at once: there only while it can both send and hear. */
  get state(): 'none' | 'up' | 'down' {
    if (this.#redis === null) return 'none';
    return this.#links.get('sending') === true && this.#links.get('hearing') === true ? 'up' : 'down';
  }

  /** Begins to hear; not before all features are there, because what is heard makes them read. */
  async start(): Promise<void> {
    await this.registry.start();
    this.#redis?.start();
    this.#notices.start();
    this.#nodeBus.start();
  }

  #linked(warn: NodesOptions['warn']): Linked {
    return (link, up, code) => {
      this.#links.set(link, up);
      warn(`Redis, ${link}: ${up ? 'there' : 'away'}`, code);
    };
  }

  async close(): Promise<void> {
    this.#nodeBus.close();
    this.#redis?.close();
    this.#notices.close();
    await this.registry.close();
  }
}

type Linked = (link: 'sending' | 'hearing', up: boolean, code: string | null) => void;

function redisBus(url: string, keyDir: string, linked: Linked): RedisBus {
  const seal = new NoteSeal(notesSecret(loadAccessKeys(keyDir).privateKey));
  return new RedisBus(url, seal, linked);
}
