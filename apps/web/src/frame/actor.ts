import { mayEver, type Action, type Actor } from '@entente/access';
import type { Me } from '@entente/contracts';
import { useSession } from '../api/queries.js';
import { useT } from '../messages/use-t.js';
import { useNow } from './use-now.js';

/** The person behind the session as the access core knows one. A revoked mandate ends when it was revoked. */
export function actorOf(me: Me): Actor {
  return {
    person: me.person,
    delegation: me.delegation,
    delegationKind: me.delegationKind,
    roles: me.roles,
    mandates: me.mandates.map(({ id, power, from, to, revokedAt }) => ({
      id,
      power,
      from,
      to: revokedAt !== null && (to === null || revokedAt < to) ? revokedAt : to,
    })),
  };
}

/** The signed-in person. Only for pages behind sign-in. */
export function useMe(): Me {
  const session = useSession();
  if (session.state !== 'in') throw new Error('a page behind sign-in was shown without a session');
  return session.session.me;
}

/** Asks the server's own matrix: null where the action is allowed, else why not, in words. */
export function useDenial(): (action: Action) => string | null {
  const t = useT();
  const actor = actorOf(useMe());
  const now = useNow();
  return (action) => {
    const answer = mayEver(actor, action, now);
    if (answer.ok) return null;
    return answer.error.code === 'NOT_FOUND' ? t('denied.notFound') : t(`denied.${answer.error.reason}`);
  };
}
