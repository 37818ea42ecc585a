import type { Procedure } from '@entente/contracts';
import type { ReactNode } from 'react';
import { usePartners, useRulebooks } from '../api/queries.js';
import { T, useT } from '../messages/use-t.js';
import { At } from '../ui/chips.js';
import { notAskedIn } from './not-asked.js';

type LineageProps = { readonly procedure: Procedure; readonly procedures: readonly Procedure[] };

/** What a procedure came from, whom it does not ask and why, and what took it on: a forum switch is seen as one (SPEC R238). */
export function Lineage({ procedure, procedures }: LineageProps): ReactNode {
  const before = procedures.find(({ id }) => id === procedure.follows);
  const after = procedures.filter(({ follows }) => follows === procedure.id);
  if (before === undefined && after.length === 0) return null;
  return (
    <ul className="lineage">
      {before !== undefined && <Came procedure={procedure} before={before} />}
      {after.map((one) => (
        <WentOn key={one.id} after={one} />
      ))}
    </ul>
  );
}

function Came({ procedure, before }: { procedure: Procedure; before: Procedure }): ReactNode {
  const t = useT();
  const names = usePartnerNames();
  const book = useBookName(procedure);
  const as = howOf(procedure);
  const left = notAskedIn(procedure);
  const { revision, state } = before;
  if (as === null) return null;
  return (
    <li>
      <p>
        {t(`forum.came.${as}`, {
          book,
          revision,
          state: t(`procedureState.${state}`),
          without: codesOf(left),
        })}
      </p>
      {left.length > 0 && (
        <p className="position-note">
          <strong>{t('forum.notAskedFact')}.</strong>{' '}
          {t('forum.notAskedGround', {
            names: left.map(names).join(', '),
            ground: procedure.core.terms.without?.ground ?? '',
          })}
        </p>
      )}
    </li>
  );
}

function WentOn({ after }: { after: Procedure }): ReactNode {
  const book = useBookName(after);
  const as = howOf(after);
  const { openedAt, core } = after;
  if (as === null) return null;
  const at = () => <At key="at" ms={openedAt ?? core.since} />;
  return (
    <li>
      <T id={`forum.wentOn.${as}`} values={{ book, without: codesOf(notAskedIn(after)), at }} />
    </li>
  );
}

/** How a procedure follows; a derogation is not listed among the procedures of its package. */
function howOf({ core: { terms } }: Procedure): 'reissue' | 'forum_switch' | 'referral' | null {
  return terms.followsAs === 'derogation' ? null : terms.followsAs;
}

const codesOf = (codes: readonly string[]): string => (codes.length === 0 ? 'none' : codes.join(', '));

/** The rule book by its name and body; one that is no longer in use by its id. */
function useBookName({ rulebook }: Procedure): string {
  const t = useT();
  const books = useRulebooks().data?.rulebooks ?? [];
  if (rulebook === null) return t('forum.byRule');
  const book = books.find(({ id }) => id === rulebook.id);
  return book === undefined ? rulebook.id : `${book.name} (${book.body})`;
}

/** The name of a partner by its code, also of one that a procedure does not ask. */
export function usePartnerNames(): (code: string) => string {
  const names = new Map<string, string>(usePartners().map(({ code, name }) => [code, name]));
  return (code) => names.get(code) ?? code;
}
