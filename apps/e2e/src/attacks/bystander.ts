import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { waitFor } from '@entente/testing';

interface Account {
  readonly email: string;
  readonly password: string;
}

interface TextOf {
  readonly document: string;
  readonly text: string;
}

/** What the test says to the bystanders' process. */
export type Asked =
  | {
      readonly kind: 'start';
      readonly address: string;
      readonly packageId: string;
      readonly document: string;
      readonly accounts: readonly Account[];
    }
  | { readonly kind: 'report'; readonly edits: number }
  | { readonly kind: 'resume' };

/** What it says back. */
export type Told =
  | { readonly kind: 'ready' }
  | {
      readonly kind: 'report';
      /** Verdicts since the last report, and how long the longest and the one in the middle took. */
      readonly edits: number;
      readonly longestMs: number;
      readonly medianMs: number;
      /** Everything that somebody who means no harm should not meet. */
      readonly refused: readonly string[];
      /** Of the one who types and of the one who reads. */
      readonly texts: readonly (readonly TextOf[])[];
      readonly peers: readonly { client: number; name: string; document: string | null }[];
    };

export type Report = Told & { kind: 'report' };

/** The process of two delegates who mean no harm. */
export class Bystander {
  readonly #child: ChildProcess;
  #told: Told[] = [];

  private constructor(child: ChildProcess) {
    this.#child = child;
    child.on('message', (told: Told) => this.#told.push(told));
  }

  static async start(start: Omit<Asked & { kind: 'start' }, 'kind'>): Promise<Bystander> {
    const script = path.resolve('apps/e2e/dist/attacks/bystander.process.js');
    const bystander = new Bystander(fork(script, { execArgv: ['--no-warnings'] }));
    bystander.#say({ kind: 'start', ...start });
    await bystander.#hear('ready');
    return bystander;
  }

  /** What they met since the last report, after `edits` more verdicts. They then rest until `resume`. */
  async report(edits: number): Promise<Report> {
    this.#say({ kind: 'report', edits });
    return (await this.#hear('report')) as Report;
  }

  resume(): void {
    this.#say({ kind: 'resume' });
  }

  async end(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    const gone = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.disconnect();
    await gone;
  }

  #say(asked: Asked): void {
    this.#child.send(asked);
  }

  async #hear(kind: Told['kind']): Promise<Told> {
    const told = await waitFor(`the bystanders' ${kind}`, () => {
      if (this.#child.exitCode !== null) throw new Error('the bystanders are gone');
      return this.#told.find((one) => one.kind === kind);
    });
    this.#told = this.#told.filter((one) => one !== told);
    return told;
  }
}
