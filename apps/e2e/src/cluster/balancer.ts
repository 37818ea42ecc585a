import { connect, createServer, type Server, type Socket } from 'node:net';
import type { SeededRandom } from '@entente/testing';

/**
 * One address in front of several server processes, as a proxy gives it: each TCP connection goes to a process drawn by chance,
 * whatever the same client had before, and to another one where nobody listens there.
 */
export class Balancer {
  readonly #server: Server;
  readonly #random: SeededRandom;
  readonly #pairs = new Map<readonly [Socket, Socket], number>();
  /** Ports of the processes. */
  readonly targets: number[] = [];
  /** How many connections went to each port. */
  readonly taken = new Map<number, number>();
  #port = 0;

  private constructor(random: SeededRandom) {
    this.#random = random;
    this.#server = createServer((near) => {
      near.on('error', () => undefined);
      this.#join(near, this.#shuffled());
    });
  }

  static async open(random: SeededRandom): Promise<Balancer> {
    const balancer = new Balancer(random);
    await new Promise<void>((resolve) => balancer.#server.listen(0, '127.0.0.1', resolve));
    const address = balancer.#server.address();
    if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
    balancer.#port = address.port;
    return balancer;
  }

  get address(): string {
    return `http://127.0.0.1:${String(this.#port)}`;
  }

  /** Ends some connections, each with this probability; clients come back, to any process. */
  drop(probability: number): void {
    for (const pair of this.#pairs.keys()) {
      if (this.#random.fraction() < probability) for (const socket of pair) socket.destroy();
    }
  }

  /** What a proxy does with a process that says it is not ready: no new connection, and no wait for answers that do not come. */
  leaveOut(port: number): void {
    this.targets.splice(this.targets.indexOf(port), 1);
    for (const [pair, at] of this.#pairs) if (at === port) for (const socket of pair) socket.destroy();
  }

  async close(): Promise<void> {
    this.drop(1);
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #shuffled(): number[] {
    const from = [...this.targets];
    return Array.from({ length: from.length }, () => {
      const [port = 0] = from.splice(this.#random.integer(from.length), 1);
      return port;
    });
  }

  #join(near: Socket, [port, ...rest]: readonly number[]): void {
    if (port === undefined || near.destroyed) return void near.destroy();
    const far = connect(port, '127.0.0.1');
    far.on('error', () => {
      // Nobody listens there, or it has just gone: a connection that was never made goes elsewhere.
      if (far.connecting || far.bytesRead + far.bytesWritten === 0) this.#join(near, rest);
    });
    far.once('connect', () => {
      this.taken.set(port, (this.taken.get(port) ?? 0) + 1);
      this.#carry([near, far], port);
    });
  }

  #carry(pair: readonly [Socket, Socket], port: number): void {
    const [near, far] = pair;
    this.#pairs.set(pair, port);
    for (const socket of pair) {
      socket.setNoDelay(true);
      socket.on('close', () => {
        this.#pairs.delete(pair);
        for (const other of pair) other.destroy();
      });
    }
    near.pipe(far);
    far.pipe(near);
  }
}
