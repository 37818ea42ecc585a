import { Injectable } from '@nestjs/common';

/** `none`: this process was set up without it. */
export type PartState = 'up' | 'down' | 'none';

interface Part {
  /** Answers from memory, at once. */
  readonly state: () => PartState;
  /** Whether the process is of no use without it: then it is not ready. */
  readonly needed: boolean;
}

/** Where features say what the process needs besides its database. */
@Injectable()
export class Readiness {
  readonly #parts = new Map<string, Part>();

  /** Called by the owning feature in `onModuleInit`, once for each part. */
  register(name: string, part: Part): void {
    if (this.#parts.has(name)) throw new Error(`two features report the part ${name}`);
    this.#parts.set(name, part);
  }

  /** State of each part, by name. */
  states(): Record<string, PartState> {
    return Object.fromEntries(Array.from(this.#parts, ([name, { state }]) => [name, state()]));
  }

  /** Needed parts that are not there. */
  missing(): string[] {
    return [...this.#parts]
      .filter(([, { needed, state }]) => needed && state() === 'down')
      .map(([name]) => name);
  }
}
