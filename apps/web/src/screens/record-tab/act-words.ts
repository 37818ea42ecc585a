import type { JsonObject } from '@entente/canonical';
import type { FormalAct } from '@entente/contracts';
import { isMessage, type Translate } from '../../messages/use-t.js';

export function typeWords(t: Translate, type: string): string {
  const id = `formal.${type}`;
  return isMessage(id) ? t(id) : type;
}

const SHOWN_FACTS: readonly string[] = [
  'revision',
  'act',
  'partner',
  'reason',
  'state',
  'outcome',
  'title',
  'kind',
  'followsAs',
];

/** The short facts of an act's body in one line; ids and hashes stay out of it. */
export function factsOf(t: Translate, { type, body }: Pick<FormalAct, 'type' | 'body'>): string {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return '';
  return Object.entries(body)
    .filter(([name]) => SHOWN_FACTS.includes(name))
    .flatMap(([name, value]: [string, unknown]) => {
      const shown = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
      return shown === '' ? [] : [factWords(t, type, name, shown)];
    })
    .concat(withoutWords(t, body))
    .join(' · ');
}

/** Whom a forum switch does not ask, and why. */
function withoutWords(t: Translate, { without }: JsonObject): readonly string[] {
  if (typeof without !== 'object' || without === null || Array.isArray(without)) return [];
  // An array was left out above; the type of JSON does not narrow by it.
  const { partners, ground } = without as JsonObject;
  if (!Array.isArray(partners) || typeof ground !== 'string') return [];
  return [t('record.without', { codes: partners.map(String).join(', '), ground })];
}

function factWords(t: Translate, type: string, name: string, value: string): string {
  if (name === 'revision') return t('versions.rev', { revision: value });
  const id = messageOf(type, name, value);
  return id !== null && isMessage(id) ? t(id) : value;
}

/** The message of a fact whose values have words of their own. */
function messageOf(type: string, name: string, value: string): string | null {
  if (name === 'act') return `acted.${value}`;
  if (name === 'followsAs') return `record.followsAs.${value}`;
  return name === 'state' && type === 'procedure.closed' ? `ended.${value}` : null;
}

/**
 * Number of the act that ended a procedure; null for every other entry. Nobody closes a procedure by hand except the
 * chair who withdraws it: it ends with the act that decides, whoever gave it.
 */
export function closedBy({ type, body }: Pick<FormalAct, 'type' | 'body'>): number | null {
  if (type !== 'procedure.closed' || typeof body !== 'object' || body === null || Array.isArray(body)) {
    return null;
  }
  const number = body['closedBy'];
  return typeof number === 'number' ? number : null;
}

/** Which decision record an entry of the record leads to. */
type LedTo = { readonly procedure: string; readonly revision: number };

/** The decision whose beginning or end an entry is; null for every other entry. */
export function decisionOf({ type, body }: Pick<FormalAct, 'type' | 'body'>): LedTo | null {
  if (type !== 'procedure.opened' && type !== 'procedure.closed') return null;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return null;
  const { procedure, revision } = body;
  return typeof procedure === 'string' && typeof revision === 'number' ? { procedure, revision } : null;
}
