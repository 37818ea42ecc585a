import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { OwnRedis, TcpProxy, testDatabase, type SeededRandom, type TestDatabase } from '@entente/testing';
import { ServerProcess } from '../harness/server-process.js';
import { Balancer } from './balancer.js';

/** One server process, with wires of its own to PostgreSQL and to Redis. */
export interface Node {
  readonly server: ServerProcess;
  readonly port: number;
  readonly toDatabase: TcpProxy;
  readonly toRedis: TcpProxy;
}

/** Several server processes over one database and one Redis, behind one address. */
export class Cluster {
  readonly database: TestDatabase;
  readonly redis: OwnRedis;
  readonly balancer: Balancer;
  readonly nodes: Node[] = [];
  readonly #keys: string;

  private constructor(database: TestDatabase, redis: OwnRedis, balancer: Balancer, keys: string) {
    this.database = database;
    this.redis = redis;
    this.balancer = balancer;
    this.#keys = keys;
  }

  static async start(count: number, random: SeededRandom): Promise<Cluster> {
    const database = await testDatabase('cluster');
    const keys = await mkdtemp(path.join(tmpdir(), 'entente-cluster-'));
    const cluster = new Cluster(database, await OwnRedis.start(), await Balancer.open(random), keys);
    // The first migrates; the others find it done.
    await cluster.#add();
    await Promise.all(Array.from({ length: count - 1 }, async () => cluster.#add()));
    return cluster;
  }

  get address(): string {
    return this.balancer.address;
  }

  node(n: number): Node {
    const node = this.nodes[n];
    if (node === undefined) throw new Error(`no node ${String(n)}`);
    return node;
  }

  async stop(): Promise<void> {
    await this.balancer.close();
    for (const { server, toDatabase, toRedis } of this.nodes) {
      toDatabase.mend();
      toRedis.mend();
      await server.stop();
      await toDatabase.close();
      await toRedis.close();
    }
    await this.redis.remove();
    await this.database.drop();
    await rm(this.#keys, { recursive: true, force: true });
  }

  async #add(): Promise<void> {
    const { appUrl, ownerUrl } = this.database;
    const { hostname, port } = new URL(appUrl);
    const toDatabase = await TcpProxy.to(hostname, Number(port === '' ? 5432 : port));
    const toRedis = await TcpProxy.to('127.0.0.1', this.redis.port);
    const server = await ServerProcess.start(
      { appUrl: toDatabase.through(appUrl), ownerUrl },
      {
        REDIS_URL: toRedis.through(this.redis.url),
        KEY_DIR: this.#keys,
        PUBLIC_ADDRESS: this.balancer.address,
      },
    );
    const node = { server, port: Number(new URL(server.address).port), toDatabase, toRedis };
    this.nodes.push(node);
    this.balancer.targets.push(node.port);
  }
}
