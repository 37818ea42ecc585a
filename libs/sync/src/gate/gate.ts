import type { RefusalCode } from '@entente/contracts';
import type { DocumentKind } from '@entente/document';
import { shapeOf, SUGGESTION_KINDS } from '@entente/document';
import { err, ok, type Result } from '@entente/kernel';
import type { Doc } from 'yjs';
import { applyPart, applyPlanned, type Watcher } from './apply.js';
import { isHeavy, type LiveTerms } from './heavy.js';
import { isPlain } from './plain.js';
import { type Clocks, plan, type Plan, type PlanRefusal, type Story } from './plan.js';
import { type ScanProfile, scanProfile } from './profile.js';
import { scan } from './scan.js';
import { StructTable } from './struct-table.js';

/** A document behind the gate. */
export interface Guarded {
  readonly doc: Doc;
  readonly watcher: Watcher;
  readonly kind: DocumentKind;
}

/** On which terms an update is looked at. */
export interface Terms {
  /** Is this client id the sender's? */
  readonly owns: (client: number) => boolean;
  readonly maxStructs: number;
  /** What may be applied here without a trial. */
  readonly live: LiveTerms;
  /** Has a trial on this very document already shown the same order to those who join (S25)? */
  readonly ordered: boolean;
}

/**
 * What the gate made of an update. `heavy`: nothing yet; it has to be tried elsewhere first. `apart`: nothing yet; it cannot be part of the transaction
 * that is under way.
 */
export type Passed =
  | { readonly kind: 'known' }
  | { readonly kind: 'heavy' }
  | { readonly kind: 'apart' }
  | {
      readonly kind: 'new';
      readonly bytes: Uint8Array;
      readonly added: readonly Clocks[];
      readonly steps: number;
    };

/** `spoilt`: the document was changed before the refusal and must be built again. `story`: with EQUIVOCATION. */
export interface GateRefusal {
  readonly code: RefusalCode;
  readonly spoilt: boolean;
  readonly story: Story | null;
}

const profiles = new Map<DocumentKind, ScanProfile>();
const table = new StructTable();

/** The gate for Yjs updates (DESIGN §10): scan, plan, apply and check; the whole update or nothing of it. */
export function pass(guarded: Guarded, bytes: Uint8Array, terms: Terms): Result<Passed, GateRefusal> {
  const form = scan(bytes, profileOf(guarded.kind), terms.maxStructs, table);
  if (form !== null) return refuse(form, false);
  const planned = planSafely(guarded.doc, bytes.length, terms);
  if (!planned.ok) return err({ ...planned.error, spoilt: false });
  if (planned.value === 'heavy' || !planned.value.fresh) {
    return ok({ kind: planned.value === 'heavy' ? 'heavy' : 'known' });
  }
  const { batch } = guarded.watcher;
  if (batch !== null && !isPlain(guarded.doc, planned.value, table)) return ok({ kind: 'apart' });
  const applied =
    batch === null
      ? applyPlanned(guarded, planned.value, table, terms.ordered)
      : applyPart(guarded, batch, planned.value, table);
  if (!applied.ok) return refuse(applied.error, true);
  const { added, steps } = planned.value;
  return ok({ kind: 'new', bytes: applied.value.bytes, added, steps });
}

function refuse(code: RefusalCode, spoilt: boolean): Result<never, GateRefusal> {
  return err({ code, spoilt, story: null });
}

/** What the plan did not foresee is refused like everything else that is hostile: the process lives. */
function planSafely(doc: Doc, size: number, { owns, live }: Terms): Result<Plan | 'heavy', PlanRefusal> {
  if (size > live.bytes || table.count > live.structs) return ok('heavy');
  try {
    const planned = plan(doc, table, owns, live.steps);
    if (!planned.ok || planned.value === 'heavy') return planned;
    return planned.value.fresh && isHeavy(doc, planned.value, live) ? ok('heavy') : planned;
  } catch {
    return err({ code: 'APPLY_FAILED', story: null });
  }
}

export function profileOf(kind: DocumentKind): ScanProfile {
  const known = profiles.get(kind);
  if (known !== undefined) return known;
  const shape = shapeOf(kind);
  const profile = scanProfile({
    roots: [shape.root],
    nodes: shape.children.keys(),
    marks: shape.suggestions ? SUGGESTION_KINDS.map((kind) => `${kind}--`) : [],
  });
  profiles.set(kind, profile);
  return profile;
}
