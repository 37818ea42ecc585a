import type { RefusalCode } from '@entente/contracts';
import type { DocumentKind } from '@entente/document';
import { shapeOf } from '@entente/document';
import { err, ok, type Result } from '@entente/kernel';
import type { Doc } from 'yjs';
import { applyPlanned, type Watcher } from './apply.js';
import { plan, type Plan } from './plan.js';
import { type ScanProfile, scanProfile } from './profile.js';
import { scan } from './scan.js';
import { StructTable } from './struct-table.js';

/** A document behind the gate. */
export interface Guarded {
  readonly doc: Doc;
  readonly watcher: Watcher;
  readonly kind: DocumentKind;
}

/** What the gate made of an update. */
export type Passed =
  | { readonly kind: 'known' }
  | {
      readonly kind: 'new';
      readonly bytes: Uint8Array;
      readonly added: readonly { readonly client: number; readonly from: number; readonly to: number }[];
    };

/** `spoilt`: the document was changed before the refusal and must be built again. */
export interface GateRefusal {
  readonly code: RefusalCode;
  readonly spoilt: boolean;
}

const profiles = new Map<DocumentKind, ScanProfile>();
const table = new StructTable();

/** The gate for Yjs updates (DESIGN §10): scan, plan, apply and check; the whole update or nothing of it. */
export function pass(
  guarded: Guarded,
  bytes: Uint8Array,
  owns: (client: number) => boolean,
  maxStructs: number,
): Result<Passed, GateRefusal> {
  const form = scan(bytes, profileOf(guarded.kind), maxStructs, table);
  if (form !== null) return err({ code: form, spoilt: false });
  const planned = planSafely(guarded.doc, owns);
  if (!planned.ok) return err({ code: planned.error, spoilt: false });
  if (!planned.value.fresh) return ok({ kind: 'known' });
  const applied = applyPlanned(guarded, planned.value, table);
  if (!applied.ok) return err({ code: applied.error, spoilt: true });
  return ok({ kind: 'new', bytes: applied.value.bytes, added: planned.value.added });
}

/** What the plan did not foresee is refused like everything else that is hostile: the process lives. */
function planSafely(doc: Doc, owns: (client: number) => boolean): Result<Plan, RefusalCode> {
  try {
    return plan(doc, table, owns);
  } catch {
    return err('APPLY_FAILED');
  }
}

function profileOf(kind: DocumentKind): ScanProfile {
  const known = profiles.get(kind);
  if (known !== undefined) return known;
  const shape = shapeOf(kind);
  const profile = scanProfile({ roots: [shape.root], nodes: shape.children.keys(), marks: [] });
  profiles.set(kind, profile);
  return profile;
}
