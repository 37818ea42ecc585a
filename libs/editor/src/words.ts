import type { SectionKind } from '@entente/document';
import type { EditorLabels, EmptyBlock } from './types.js';

const KINDS: Readonly<Record<SectionKind, string>> = {
  title: 'Title',
  preamble: 'Preamble',
  division: 'Heading',
  article: 'Article',
  annex: 'Annex',
  conclusions: 'Conclusions',
};

const PLACEHOLDERS: Readonly<Record<EmptyBlock, string>> = {
  actTitle: 'Title of the act',
  heading: 'Heading',
  recital: 'Text of the recital',
  citation: 'Having regard to …',
  paragraph: 'Text of the paragraph',
  point: 'Text of the point',
  p: 'Text',
};

/** The editor's own words, where the host gives none. */
export const ENGLISH: EditorLabels = {
  editor: 'Text of the package',
  section: (kind, number) => number ?? KINDS[kind],
  suggesting: 'you suggest',
  readOnly: 'read-only',
  unreadable:
    'This section holds content that this version cannot show. It stays as it is and cannot be edited here.',
  empty: 'Empty section: start writing',
  placeholder: (block) => PLACEHOLDERS[block],
};
