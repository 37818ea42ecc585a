import type { PackageId, PersonId } from '@entente/kernel';
import {
  clearDrafts,
  countDrafts,
  openBrowserDrafts,
  type DraftStore,
  type PackageConnection,
} from '@entente/sync/client';
import { call } from '../api/call.js';
import { sessionState } from '../api/session.js';

/** Connections of this page: what they have that is not recorded is gone with the page, where nothing is kept. */
const open = new Set<PackageConnection>();

/** The answer ends it. */
export function watchDrafts(connection: PackageConnection): () => void {
  open.add(connection);
  return () => {
    open.delete(connection);
  };
}

/** The person's store for a package; null where the server forbids one, or the browser cannot seal it. */
export async function openDrafts(id: PackageId): Promise<DraftStore | null> {
  const session = sessionState();
  if (session.state !== 'in') return null;
  const { person } = session.session.me;
  const answer = await call('draftKey', { params: { package: id } });
  if (!answer.kept) {
    await clearDrafts(person);
    return null;
  }
  const key = Uint8Array.from(atob(answer.key), (letter) => letter.charCodeAt(0));
  return openBrowserDrafts({ scope: answer.scope, holder: person, key });
}

/** What signing out would lose: edits that are not recorded, and words that nobody has copied or dismissed. */
export async function waitingDrafts(person: PersonId): Promise<{ edits: number; lost: number }> {
  const { edits, lost } = await countDrafts(person);
  const unkept = [...open].filter(({ keeping }) => !keeping);
  return { edits: edits + unkept.reduce((sum, { unrecorded }) => sum + unrecorded, 0), lost };
}

export { clearDrafts };
