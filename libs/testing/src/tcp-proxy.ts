import { connect, createServer, type Server, type Socket } from 'node:net';

/** A wire between a process and a server that it needs: it can be cut, and it can fall silent with its connections up. */
export class TcpProxy {
  readonly #server: Server;
  readonly #pairs = new Set<readonly [Socket, Socket]>();
  readonly #target: { readonly host: string; readonly port: number };
  #cut = false;
  #stalled = false;
  #port = 0;

  private constructor(host: string, port: number) {
    this.#target = { host, port };
    this.#server = createServer((near) => {
      if (this.#cut) near.destroy();
      else this.#join(near);
    });
  }

  static async to(host: string, port: number): Promise<TcpProxy> {
    const proxy = new TcpProxy(host, port);
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    const address = proxy.#server.address();
    if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
    proxy.#port = address.port;
    return proxy;
  }

  /** An address with this wire in place of its host and port. */
  through(url: string): string {
    const changed = new URL(url);
    changed.hostname = '127.0.0.1';
    changed.port = String(this.#port);
    return changed.href;
  }

  /** Ends every connection, and takes no new one until it is mended. */
  cut(): void {
    this.#cut = true;
    this.#end();
  }

  /** From now on no byte passes in either direction; connections stay up, and new ones are taken. */
  stall(): void {
    this.#stalled = true;
    for (const pair of this.#pairs) for (const socket of pair) socket.pause();
  }

  /** Everything passes again, what was held up first. */
  mend(): void {
    this.#cut = false;
    this.#stalled = false;
    for (const pair of this.#pairs) for (const socket of pair) socket.resume();
  }

  async close(): Promise<void> {
    this.#end();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #end(): void {
    for (const pair of this.#pairs) for (const socket of pair) socket.destroy();
    this.#pairs.clear();
  }

  #join(near: Socket): void {
    const far = connect(this.#target.port, this.#target.host);
    const pair = [near, far] as const;
    this.#pairs.add(pair);
    for (const [from, to] of [pair, [far, near] as const]) {
      from.setNoDelay(true);
      from.on('data', (data) => to.write(data));
      from.on('error', () => undefined);
      from.on('close', () => {
        this.#pairs.delete(pair);
        to.destroy();
      });
      if (this.#stalled) from.pause();
    }
  }
}
