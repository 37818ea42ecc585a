import type { Fault } from '@entente/document';
import { isMessage, type Translate } from '../../messages/use-t.js';
import type { ReadText } from '../../text/read-text.js';

/** A fault of the text with its place, e.g. `Article 4(2): This provision is empty.` */
export function faultSentence(t: Translate, fault: Fault, text: ReadText | null): string {
  return t('fault.at', { at: placeOf(t, fault, text), message: wordsOf(t, fault) });
}

function placeOf(t: Translate, { provision, document, kind }: Fault, text: ReadText | null): string {
  const label = text?.labels.get(provision ?? '') ?? text?.labels.get(document ?? '');
  if (label !== undefined && label.citation !== '') return label.citation;
  return kind === null ? t('room.text') : t(`section.${kind}`);
}

function wordsOf(t: Translate, { code, detail }: Fault): string {
  const id = `freeze.${code}`;
  return isMessage(id) ? t(id, { detail }) : t('freeze.other', { code, detail });
}
