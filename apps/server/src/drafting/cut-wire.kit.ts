import { connect, createServer, type Server, type Socket } from 'node:net';

/** A wire to the server that can be cut, or made to lose what the server says. */
export class CutWire {
  readonly #server: Server;
  readonly #pairs = new Set<readonly [Socket, Socket]>();
  #target: URL;
  #deaf = false;
  #severed = false;
  #port = 0;

  private constructor(target: string) {
    this.#target = new URL(target);
    this.#server = createServer((near) => {
      this.#join(near);
    });
  }

  static async to(target: string): Promise<CutWire> {
    const wire = new CutWire(target);
    await new Promise<void>((resolve) => {
      wire.#server.listen(0, '127.0.0.1', resolve);
    });
    const address = wire.#server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    wire.#port = address.port;
    return wire;
  }

  get address(): string {
    return `http://127.0.0.1:${String(this.#port)}`;
  }

  /** From now on new connections lead to another server. */
  leadTo(target: string): void {
    this.#target = new URL(target);
  }

  /** New connections fail from now on, and those that are open end. */
  sever(): void {
    this.#severed = true;
    this.cut();
  }

  mend(): void {
    this.#severed = false;
  }

  /** From now on nothing that the server sends arrives. */
  deafen(): void {
    this.#deaf = true;
  }

  /** Ends every connection; new ones work. */
  cut(): void {
    this.#deaf = false;
    for (const pair of this.#pairs) for (const socket of pair) socket.destroy();
    this.#pairs.clear();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #join(near: Socket): void {
    if (this.#severed) {
      near.destroy();
      return;
    }
    const far = connect(Number(this.#target.port), this.#target.hostname);
    const pair = [near, far] as const;
    this.#pairs.add(pair);
    near.on('data', (data) => far.write(data));
    far.on('data', (data) => {
      if (!this.#deaf) near.write(data);
    });
    for (const socket of pair) {
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.#pairs.delete(pair);
        for (const other of pair) other.destroy();
      });
    }
  }
}
