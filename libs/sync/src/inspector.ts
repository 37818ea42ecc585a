import type { RefusalCode } from '@entente/contracts';
import type { DocumentId } from '@entente/kernel';
import type { Entry, TrialState, Unfit } from './deck.js';
import type { EngineLimits } from './engine-limits.js';
import type { EngineOptions } from './engine-types.js';
import type { Append } from './log.js';
import type { RoomText } from './room-text.js';
import type { Sender } from './sender.js';
import { codeOf, inProcessScratch, type Scratch, type TrialOutcome } from './scratch.js';

/**
 * Passes a room's updates through the gate and bills their senders for the CPU. What is large or suspicious is tried
 * on a copy of the document first, elsewhere, and only one at a time for a person (SECURITY §4.2.5).
 */
export class Inspector {
  private readonly document: DocumentId;
  private readonly options: EngineOptions;
  private readonly limits: EngineLimits;
  private readonly scratch: Scratch;
  private readonly cpu: () => number;
  private last = 0;

  constructor(document: DocumentId, options: EngineOptions, limits: EngineLimits) {
    this.document = document;
    this.options = options;
    this.limits = limits;
    this.cpu = options.cpu ?? wallClock;
    this.scratch = options.scratch ?? inProcessScratch(this.cpu);
  }

  /** The room's inspection begins: from here on its time is counted. */
  begin(): void {
    this.last = this.cpu();
  }

  inspect(entry: Entry, text: RoomText): Append | 'known' | 'heavy' | 'apart' | Unfit {
    const { sender, trial } = entry;
    const tried = trial?.kind === 'passed' ? trial : null;
    // What has been tried is paid for: refused now, it would only come again.
    if (tried === null && sender.spent) return { code: 'RATE', spoilt: false, story: null };
    if (tried === null && sender.turns.watched) return 'heavy';
    const { updateBytes: bytes, updateStructs: structs, updateSteps: steps, resyncStructs } = this.limits;
    const staged = text.stage(entry, {
      maxStructs: resyncStructs,
      live: { bytes, structs, steps, compared: false },
      tried,
      suggestsOnly: entry.member.accessTo(this.document) === 'suggest',
    });
    const now = this.cpu();
    sender.spend(now - this.last);
    this.last = now;
    if (!staged.ok) return staged.error;
    return staged.value.kind === 'row' ? staged.value.row : staged.value.kind;
  }

  /** What it took to end what several did together is theirs in equal parts. */
  share(senders: readonly Sender[]): void {
    const now = this.cpu();
    for (const sender of senders) sender.spend((now - this.last) / senders.length);
    this.last = now;
  }

  /** `text`: the room's, at the moment when the trial begins; `done`: the entry says what came of it. */
  try(entry: Entry, text: () => RoomText | null, done: () => void): void {
    const n = (entry.trial !== null && 'n' in entry.trial ? entry.trial.n : 0) + 1;
    entry.trial = { kind: 'running', n };
    entry.sender.turns.queue(async () => {
      entry.trial = n > this.limits.trials ? unfit('UNAVAILABLE') : await this.run(entry, text(), n);
      done();
    });
  }

  /** Asks once which ids are the sender's; the update is inspected again, or refused, when that is known. */
  rebind(entry: Entry, done: () => void): void {
    const { rebind } = entry;
    if (rebind === null) return;
    entry.rebind = null;
    entry.trial = { kind: 'running', n: 0 };
    const refuse = (code: RefusalCode): void => {
      entry.trial = unfit(code);
    };
    void rebind()
      .then((grown) => (grown ? (entry.trial = null) : refuse('CLIENT_NOT_BOUND')))
      .catch((error: unknown) => {
        // Whose the id is cannot be known now: the client sends it again later.
        this.options.on?.({ kind: 'leases-failed', error });
        refuse('UNAVAILABLE');
      })
      .then(done);
  }

  /** Null: it was not tried, because the room's text is being built again. */
  private async run(entry: Entry, text: RoomText | null, n: number): Promise<TrialState | null> {
    const { bytes: update, owned, sender } = entry;
    const started = this.cpu();
    const copy = text?.copy() ?? null;
    sender.spend(this.cpu() - started);
    if (text === null || copy === null) return null;
    const { state, version } = copy;
    const maxStructs = this.limits.resyncStructs;
    const outcome = await this.scratch.try({ kind: text.kind, state, update, owned: [...owned], maxStructs });
    this.bill(entry, outcome);
    const code = codeOf(outcome, this.limits.trialMs);
    if (outcome.kind === 'refused') return { ...outcome, kind: 'refused' };
    if (code !== null || outcome.kind !== 'passed') return unfit(code ?? 'UNAVAILABLE');
    return { kind: 'passed', n, version, steps: outcome.steps };
  }

  private bill({ holder, sender }: Entry, outcome: TrialOutcome): void {
    const { ms, copyMs } = { ms: 0, copyMs: 0, ...outcome };
    sender.spendElsewhere(ms + copyMs);
    this.options.on?.({ kind: 'trial', holder, document: this.document, outcome: outcome.kind, ms });
  }
}

function unfit(code: RefusalCode): TrialState {
  return { kind: 'refused', code, spoilt: false, story: null };
}

/** Where nobody tells what CPU a thread used, the time that passed stands for it. */
function wallClock(): number {
  return performance.now();
}
