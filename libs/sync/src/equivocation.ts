import type { DocumentId } from '@entente/kernel';
import type { EngineOptions } from './engine-types.js';
import type { Story } from './gate/plan.js';
import type { Holder } from './log.js';
import type { Turns } from './sender.js';

interface Told {
  readonly document: DocumentId;
  readonly holder: Holder;
  readonly lease: number;
  readonly bytes: Uint8Array;
  readonly story: Story;
}

/** Keeps a refused equivocation as evidence, a limited number a minute for each person, and reports every one. */
export function reportEquivocation(told: Told, turns: Turns, options: EngineOptions): void {
  const { story, ...facts } = told;
  const { client, from: clockFrom, to: clockTo } = story;
  const { document, holder } = facts;
  const kept = turns.evidence.take(1);
  options.on?.({ kind: 'equivocation', holder, document, client, clockFrom, clockTo, kept });
  if (!kept) return;
  const { person, delegation } = holder;
  const evidence = { ...facts, holder: { person, delegation }, client, clockFrom, clockTo };
  options.evidence.keep(evidence).catch((error: unknown) => {
    options.on?.({ kind: 'evidence-failed', document, error });
  });
}
