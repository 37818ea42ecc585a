import { livingTree, pastStructure, type PastNode, type PastRun, type SectionKind } from '@entente/document';
import type { DocumentId, Instant, PackageId } from '@entente/kernel';
import { Injectable } from '@nestjs/common';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { LogReader, type DocumentHead } from '../drafting/index.js';
import type { Place } from './history.tables.js';
import { HistoryShelf, type Past } from './history-shelf.js';

/** A section as it stood after one of its rows. */
export interface SectionMoment {
  readonly document: DocumentId;
  readonly kind: SectionKind;
  readonly seq: number;
  readonly past: Past;
}

type SectionHead = DocumentHead & { readonly kind: SectionKind };

/** The past of a package: its documents' pasts, found by row or by instant. */
@Injectable()
export class PackagePast {
  constructor(
    private readonly log: LogReader,
    private readonly shelf: HistoryShelf,
  ) {}

  documents(packageId: PackageId): Promise<readonly DocumentHead[]> {
    return this.log.documents(packageId);
  }

  past(head: DocumentHead): Promise<Past> {
    return this.shelf.past(head);
  }

  /** One section after a row; undefined where there is no such section or row. */
  async section(packageId: PackageId, place: Place): Promise<SectionMoment | undefined> {
    const all = await this.documents(packageId);
    const head = all.find(({ document }) => document === place.document);
    if (head === undefined || !isSection(head)) return undefined;
    const past = await this.past(head);
    if (place.seq > past.history.head) return undefined;
    return { document: head.document, kind: head.kind, seq: place.seq, past };
  }

  /** The sections of an instant, in the order that they had then. */
  async sectionsAt(packageId: PackageId, at: Instant): Promise<SectionMoment[]> {
    return this.#sections(packageId, ({ history }) => history.seqAt(at));
  }

  /** The sections of named rows: of each document the row that is named, of others none. */
  async sectionsOf(packageId: PackageId, places: readonly Place[]): Promise<SectionMoment[]> {
    const named = new Map(places.map(({ document, seq }) => [document, seq]));
    return this.#sections(packageId, (_past, document) => named.get(document) ?? 0);
  }

  /** Of every document the newest row at an instant; null: now. */
  async headsAt(packageId: PackageId, at: Instant | null): Promise<Place[]> {
    const places: Place[] = [];
    for (const head of await this.documents(packageId)) {
      const { history } = await this.past(head);
      const seq = at === null ? head.head : history.seqAt(at);
      if (seq > 0) places.push({ document: head.document, seq });
    }
    return places;
  }

  async #sections(
    packageId: PackageId,
    seqOf: (past: Past, document: DocumentId) => number,
  ): Promise<SectionMoment[]> {
    const all = await this.documents(packageId);
    const structure = all.find(({ kind }) => kind === 'structure');
    if (structure === undefined) return [];
    const byId = new Map(all.filter(isSection).map((head) => [head.document, head]));
    const order = await this.past(structure);
    const listed = await childrenOf({ past: order, seq: seqOf(order, structure.document) }, false);
    const moments: SectionMoment[] = [];
    for (const { document, kind } of pastStructure(listed)) {
      const head = byId.get(document);
      if (head === undefined) throw new Error(`a section without a document: ${document}`);
      const past = await this.past(head);
      moments.push({ document, kind, seq: seqOf(past, document), past });
    }
    return moments;
  }
}

function isSection(head: DocumentHead): head is SectionHead {
  return head.kind !== 'structure';
}

/** What stood in the section, as accepted. */
export async function treeOf(moment: SectionMoment): Promise<ReturnType<typeof livingTree>> {
  return livingTree(moment.kind, await childrenOf(moment, false));
}

/** In short steps, between which others work: live editing does not wait for somebody's look at a long text (S130). */
export async function childrenOf(
  { past, seq }: Pick<SectionMoment, 'past' | 'seq'>,
  removed: boolean,
): Promise<(PastNode | PastRun)[]> {
  return past.turns.take(async () => {
    const walk = past.history.walk(seq, { removed });
    for (;;) {
      const step = walk.next();
      if (step.done === true) return step.value;
      await nextTurn();
    }
  });
}
