import type { CanonicalNode, SectionKind } from '@entente/document';

/** What may be read at most. */
export const IMPORT_LIMITS = {
  /** 20 MiB. */
  bytes: 20 * 1024 * 1024,
  /** Elements within each other. */
  depth: 100,
  /** Elements, attributes and stretches of text. */
  nodes: 500_000,
} as const;

/** Why a file is refused as a whole; nothing of it is imported then. */
export interface ImportFault {
  readonly code:
    | 'TOO_LARGE'
    | 'NOT_UTF8'
    | 'XML_DTD'
    | 'XML_MALFORMED'
    | 'TOO_DEEP'
    | 'TOO_MANY_NODES'
    | 'NOT_AKOMA_NTOSO'
    | 'NO_BODY';
  /** One sentence for the person who chose the file. */
  readonly message: string;
  /** Where in the file, from 1; 0 where the fault is of the whole file. */
  readonly line: number;
  readonly column: number;
}

/** One thing of the file that did not become text as it stood. */
export interface ImportNote {
  readonly line: number;
  /** Local name of the element. */
  readonly element: string;
  /** One sentence; whatever words were left out are quoted in it. */
  readonly message: string;
  readonly kept: 'text' | 'nothing';
}

export interface ImportedSection {
  readonly kind: SectionKind;
  readonly tree: CanonicalNode;
}

/** An act as sections of a package's text. All ids are unique and spelled as provision ids. */
export interface ImportedAct {
  readonly title: string;
  readonly sections: readonly ImportedSection[];
  /** In the order of the file. */
  readonly report: readonly ImportNote[];
  readonly counts: {
    readonly recitals: number;
    readonly articles: number;
    readonly annexes: number;
    readonly provisions: number;
    /** Of words, spaces included, in UTF-16 units. */
    readonly characters: number;
  };
}
