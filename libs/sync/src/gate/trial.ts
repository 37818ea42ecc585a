import type { RefusalCode } from '@entente/contracts';
import { keepMarks, type DocumentKind, shapeOf } from '@entente/document';
import { applyUpdate, Doc } from 'yjs';
import { Watcher } from './apply.js';
import { pass } from './gate.js';
import { EVERYTHING } from './heavy.js';
import type { Story } from './plan.js';

/** An update that is tried on a copy of its document before the room takes it (SECURITY §4.2.5). All of it can be cloned. */
export interface Trial {
  readonly kind: DocumentKind;
  /** The document as the room has it, as one Yjs update. */
  readonly state: Uint8Array;
  readonly update: Uint8Array;
  /** Client ids that are the sender's. */
  readonly owned: readonly number[];
  readonly maxStructs: number;
}

/** What the gate said of the copy; `ms`: what the update cost there, `copyMs`: what the copy did. */
export type Tried =
  | { readonly kind: 'passed'; readonly steps: number; readonly ms: number; readonly copyMs: number }
  | {
      readonly kind: 'refused';
      readonly code: RefusalCode;
      /** The room would have had to build its document again. */
      readonly spoilt: boolean;
      readonly story: Story | null;
      readonly ms: number;
      readonly copyMs: number;
    };

/** Tries an update on a copy of its document; `cpu` as in `EngineOptions`. */
export function runTrial(trial: Trial, cpu: () => number): Tried {
  const begun = cpu();
  const doc = new Doc();
  doc.clientID = 0;
  keepMarks(doc);
  doc.getXmlFragment(shapeOf(trial.kind).root);
  applyUpdate(doc, trial.state);
  const guarded = { doc, watcher: new Watcher(doc), kind: trial.kind };
  const owned = new Set(trial.owned);
  const started = cpu();
  const passed = pass(guarded, trial.update, {
    owns: (client) => owned.has(client),
    maxStructs: trial.maxStructs,
    live: EVERYTHING,
    ordered: false,
  });
  const ms = cpu() - started;
  const copyMs = started - begun;
  doc.destroy();
  if (passed.ok)
    return { kind: 'passed', steps: passed.value.kind === 'new' ? passed.value.steps : 0, ms, copyMs };
  const { code, spoilt, story } = passed.error;
  return { kind: 'refused', code, spoilt, story, ms, copyMs };
}
