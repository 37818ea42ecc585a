import {
  endConnection,
  nodeInventory,
  nodeStatus,
  type EndConnection,
  type NodeInventory,
  type NodeStatus,
} from '@entente/contracts';
import { instant, type Instant } from '@entente/kernel';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Inventories } from './node-inventory.js';
import { NodeWatch } from './node-watch.js';

const BEAT_MS = 2_500;
/** A process that was not heard of for so long is gone: the registry's own time. */
const GONE_MS = 20_000;
/** Lists are written as long as somebody looked at the page so lately; it reads itself again every five seconds. */
const LOOKING_MS = 15_000;

/** A process of the installation; `inventory` is null while nobody has looked, or what it wrote is not understood. */
export interface NodeView {
  readonly status: NodeStatus;
  readonly seenAt: Instant;
  readonly listedAt: Instant | null;
  readonly answering: boolean;
  readonly inventory: NodeInventory | null;
}

interface NodeRow {
  readonly seen: number;
  readonly listed: number | null;
  readonly status: unknown;
  readonly inventory: unknown;
}

interface Told {
  readonly ending: unknown;
  readonly looking: boolean;
}

/**
 * What each process says of itself, in its row of the table of processes (S156, S177): its status always, its documents and connections
 * while an administrator looks at them on any process. The registry makes the row and takes it away.
 */
@Injectable()
export class NodeStatuses implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #logger = new Logger('operations');
  readonly #endings = new Set<(ending: EndConnection) => Promise<void>>();
  #beat: NodeJS.Timeout | undefined;
  #writing: Promise<void> | null = null;
  #listed = false;
  #failing = false;

  constructor(
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(NodeWatch) private readonly watch: NodeWatch,
    @Inject(Inventories) private readonly inventories: Inventories,
  ) {}

  onApplicationBootstrap(): void {
    this.#write();
    this.#beat = setInterval(() => {
      this.#write();
    }, BEAT_MS).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.#beat);
    await this.#writing;
  }

  /** Told for each connection of this process that another process was asked to end. */
  onEnding(end: (ending: EndConnection) => Promise<void>): void {
    this.#endings.add(end);
  }

  /** This process as it is now, and the others as they last wrote; what an older or newer version wrote is not understood and left out. */
  async nodes(): Promise<NodeView[]> {
    const own = this.watch.status();
    const rows = await this.#rows<NodeRow>(OTHERS, [own.node, GONE_MS]);
    const others = rows.flatMap((row) => viewOf(row) ?? []);
    const now = instant(Date.now());
    const inventory = this.inventories.own();
    return [{ status: own, seenAt: now, listedAt: now, answering: true, inventory }, ...others];
  }

  /** Asks the process that has this connection to end it; false where none said that it has it. It does within a beat. */
  async askToEnd(ending: EndConnection): Promise<boolean> {
    const { connection } = ending;
    const asked = JSON.stringify([ending]);
    const listed = JSON.stringify({ connections: { shown: [{ connection }] } });
    return (await this.#rows(ASK_TO_END, [this.watch.status().node, GONE_MS, asked, listed])).length > 0;
  }

  #write(): void {
    // A database that is slow is not asked twice.
    this.#writing ??= this.#tell().finally(() => {
      this.#writing = null;
    });
  }

  /** While the database is away there is nothing to show either; one line says so, until it is back. */
  async #tell(): Promise<void> {
    const status = this.watch.status();
    try {
      const [told] = await this.#rows<Told>(TELL, [status.node, JSON.stringify(status), LOOKING_MS]);
      if (told?.looking === true || this.#listed) await this.#list(status.node, told?.looking === true);
      this.#failing = false;
      await this.#end(told?.ending ?? []);
    } catch (error) {
      const { code } = error as { code?: unknown };
      if (!this.#failing) this.#logger.warn({ code }, 'the status of this process could not be written');
      this.#failing = true;
    }
  }

  async #list(node: string, looking: boolean): Promise<void> {
    await this.#rows(LIST, [node, looking ? JSON.stringify(this.inventories.own()) : null]);
    this.#listed = looking;
  }

  async #end(asked: unknown): Promise<void> {
    for (const one of Array.isArray(asked) ? asked : []) {
      const ending = endConnection.safeParse(one);
      if (ending.success) for (const end of this.#endings) await end(ending.data);
    }
  }

  async #rows<Row>(statement: string, values: readonly unknown[]): Promise<readonly Row[]> {
    const answer = (await this.database.query(statement, [...values])) as unknown;
    // The driver answers an UPDATE with its rows and their number.
    return (Array.isArray(answer) && Array.isArray(answer[0]) ? answer[0] : answer) as readonly Row[];
  }
}

function viewOf({ seen, listed, status, inventory }: NodeRow): NodeView | undefined {
  const known = nodeStatus.safeParse(status);
  if (!known.success) return undefined;
  const lists = nodeInventory.safeParse(inventory);
  return {
    status: known.data,
    seenAt: instant(seen),
    listedAt: listed === null || !lists.success ? null : instant(listed),
    answering: false,
    inventory: lists.success ? lists.data : null,
  };
}

const MS = (column: string): string => `floor(extract(epoch FROM ${column}) * 1000)::float8`;
const ALIVE = `id <> $1 AND seen_at > clock_timestamp() - $2 * interval '1 millisecond'`;

/** Notes that somebody looks, and answers the others. */
const OTHERS = `
  WITH looked AS (UPDATE server_node SET looked_at = clock_timestamp() WHERE id = $1 RETURNING id)
  SELECT ${MS('seen_at')} AS seen, ${MS('listed_at')} AS listed, status, inventory
  FROM server_node WHERE ${ALIVE} ORDER BY id`;

/** Takes what this process is asked to end, with the same statement that tells how it is. */
const TELL = `
  WITH before AS (SELECT id, ending FROM server_node WHERE id = $1 FOR UPDATE)
  UPDATE server_node AS node SET status = $2, ending = '[]' FROM before WHERE node.id = before.id
  RETURNING before.ending, EXISTS (SELECT FROM server_node AS other
    WHERE other.looked_at > clock_timestamp() - $3 * interval '1 millisecond') AS looking`;

const LIST = `
  UPDATE server_node SET inventory = $2,
    listed_at = CASE WHEN $2::jsonb IS NULL THEN NULL ELSE clock_timestamp() END
  WHERE id = $1`;

const ASK_TO_END = `
  UPDATE server_node SET ending = ending || $3::jsonb WHERE ${ALIVE} AND inventory @> $4::jsonb RETURNING id`;
