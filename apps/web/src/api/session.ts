import { limits, routes, type Session } from '@entente/contracts';
import { setReaderZone } from '../format/reader-zone.js';
import { ApiFailure, isProblem } from './failure.js';

/**
 * `unknown` until the first refresh has answered. The access token lives here, in memory, and nowhere else; the refresh
 * cookie is HttpOnly and never seen by script (SECURITY §4.3).
 */
export type SessionState =
  | { readonly state: 'unknown' }
  | { readonly state: 'out'; readonly reason: 'never' | 'ended' | 'offline' }
  | { readonly state: 'in'; readonly session: Session; readonly since: number };

/** A token is renewed after eight tenths of its life, measured by this page's own running time: clocks may jump. */
const RENEW_AFTER_MS = limits.accessTokenMs * 0.8;
const LOCK = 'entente-session';
/** Says that there may be a refresh cookie, so that a first visit does not ask for nothing. No secret is in it. */
const HINT = 'entente-signed-in';

let current: SessionState = { state: 'unknown' };
const listeners = new Set<() => void>();
const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(LOCK);

/** What a tab tells the others of the same browser. */
type Note = { readonly note: 'session'; readonly session: Session } | { readonly note: 'out' };

channel?.addEventListener('message', (event: MessageEvent<Note>) => {
  if (event.data.note === 'out') set({ state: 'out', reason: 'ended' });
  else adopt(event.data.session);
});

export function sessionState(): SessionState {
  return current;
}

export function onSession(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Takes a session that the server has just given, here and in the other tabs. */
export function signedIn(session: Session): void {
  adopt(session);
  channel?.postMessage({ note: 'session', session } satisfies Note);
}

/** What the person changed of themselves, without another token. Other tabs see it with their next renewal. */
export function profileChanged(me: Session['me']): void {
  if (current.state === 'in') set({ ...current, session: { ...current.session, me } });
}

/** Forgets the session, here and in the other tabs. */
export function signedOut(reason: 'never' | 'ended'): void {
  set({ state: 'out', reason });
  if (reason === 'ended') channel?.postMessage({ note: 'out' } satisfies Note);
}

/** A token with enough life left. Throws `SIGN_IN_REQUIRED` where there is no session. */
export async function freshToken(): Promise<string> {
  if (current.state === 'in' && !isOld(current.since)) return current.session.accessToken;
  return renewed(current.state === 'in' ? current.session.accessToken : null);
}

/** After a 401 for a token that looked fresh: rights changed, or the session was ended elsewhere. */
export async function refreshAfterRefusal(): Promise<string> {
  return renewed(current.state === 'in' ? current.session.accessToken : null);
}

/** Asks the refresh cookie once at the start of the page. */
export async function resume(): Promise<void> {
  if (current.state === 'in') return;
  if (!mayHaveCookie()) {
    set({ state: 'out', reason: 'never' });
    return;
  }
  await renewed(null).catch((error: unknown) => {
    const isOffline = error instanceof ApiFailure && error.code !== 'SIGN_IN_REQUIRED';
    if (current.state === 'unknown') set({ state: 'out', reason: isOffline ? 'offline' : 'never' });
  });
}

function adopt(session: Session): void {
  if (current.state === 'in' && current.session.me.person !== session.me.person) {
    // Another person signed in within this browser: nothing of the first may stay on the screen.
    set({ state: 'in', session, since: performance.now() });
    window.location.assign('/');
    return;
  }
  set({ state: 'in', session, since: performance.now() });
}

function set(next: SessionState): void {
  current = next;
  setReaderZone(next.state === 'in' ? next.session.me.timeZone : null);
  remember(next);
  for (const listener of listeners) listener();
}

/** Storage may be forbidden; then the cookie is asked for each time. */
function mayHaveCookie(): boolean {
  try {
    return window.localStorage.getItem(HINT) !== null;
  } catch {
    return true;
  }
}

function remember(next: SessionState): void {
  try {
    if (next.state === 'in') window.localStorage.setItem(HINT, 'yes');
    else if (next.state === 'out' && next.reason !== 'offline') window.localStorage.removeItem(HINT);
  } catch {
    // Without storage the hint is not needed: see `mayHaveCookie`.
  }
}

const isOld = (since: number): boolean => performance.now() - since > RENEW_AFTER_MS;

/** One refresh at a time over all tabs; `stale` is the token that will not do. */
async function renewed(stale: string | null): Promise<string> {
  const attempt = async (): Promise<string> => {
    // Another tab may have renewed while this one waited for the lock.
    if (current.state === 'in' && current.session.accessToken !== stale && !isOld(current.since)) {
      return current.session.accessToken;
    }
    return refresh();
  };
  return 'locks' in navigator ? navigator.locks.request(LOCK, attempt) : attempt();
}

async function refresh(): Promise<string> {
  const route = routes.refreshSession;
  const response = await fetch(`/api/v1${route.path}`, {
    method: route.method,
    credentials: 'same-origin',
    headers: { accept: 'application/json' },
  }).catch(() => null);
  if (response === null) throw new ApiFailure({ code: 'OFFLINE' });
  if (response.ok) {
    const session = (await response.json()) as Session;
    signedIn(session);
    return session.accessToken;
  }
  const body: unknown = await response.json().catch(() => null);
  if (response.status === 401) {
    signedOut(current.state === 'in' ? 'ended' : 'never');
    throw new ApiFailure({ code: 'SIGN_IN_REQUIRED' });
  }
  throw new ApiFailure(isProblem(body) ? body : { code: 'UNAVAILABLE' });
}
