import type { DocumentAccess } from '@entente/access';
import type { DocumentId } from '@entente/kernel';
import type { Frame, Framer, ServerMessage } from './ports.js';

/** A session as a room sees it. */
export interface Member {
  accessTo(document: DocumentId): DocumentAccess;
  send(frame: Frame): void;
  /** The document is gone for this member: it no longer follows it. */
  forget(document: DocumentId): void;
}

/** What members are told about the document itself. */
export interface Standing {
  readonly state: 'open' | 'closed' | 'paused';
  readonly head: number;
}

/** Who follows one document, and what each was last told about the rights to it. */
export class Members {
  private readonly document: DocumentId;
  private readonly framer: Framer;
  private readonly told = new Map<Member, DocumentAccess>();

  constructor(document: DocumentId, framer: Framer) {
    this.document = document;
    this.framer = framer;
  }

  get size(): number {
    return this.told.size;
  }

  add(member: Member, access: DocumentAccess): void {
    this.told.set(member, access);
  }

  remove(member: Member): void {
    this.told.delete(member);
  }

  /** One frame for all but `except`; each is asked again whether it may still read (SECURITY §4.3). */
  broadcast(message: ServerMessage, except: Member | null): void {
    let frame: Frame | null = null;
    for (const member of this.told.keys()) {
      if (member === except || member.accessTo(this.document) === 'none') continue;
      frame ??= this.framer.frame(message);
      member.send(frame);
    }
  }

  /** Asks all again; tells those for whom something changed, or all of them where the document's state did. */
  review(standing: Standing, all: boolean): void {
    for (const [member, before] of this.told) {
      const access = member.accessTo(this.document);
      if (access === before && !all) continue;
      // Before it is told: who has read too little is sent away by that, and leaves.
      if (access === 'none') this.told.delete(member);
      else this.told.set(member, access);
      member.send(this.accessFrame(access, standing));
      if (access === 'none') member.forget(this.document);
    }
  }

  /** The document no longer exists: everybody is told, nobody follows. */
  dismiss(): void {
    for (const member of this.told.keys()) {
      member.send(this.accessFrame('none', { state: 'closed', head: 0 }));
      member.forget(this.document);
    }
    this.told.clear();
  }

  private accessFrame(access: DocumentAccess, { state, head }: Standing): Frame {
    const body =
      access === 'none'
        ? // Nothing about a document that does not exist for this person.
          { document: this.document, access: null, state: 'closed' as const, head: 0 }
        : { document: this.document, access, state, head };
    return this.framer.frame({ event: 'access', body });
  }
}
