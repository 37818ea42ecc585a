import type { Procedure } from '@entente/contracts';
import { useMemo, type ReactNode } from 'react';
import { useMe } from '../frame/actor.js';
import { Link } from 'react-router';
import { useVersion } from '../api/queries.js';
import { T, useT } from '../messages/use-t.js';
import { useRoom } from '../room/room-context.js';
import { slugOfNumber } from '../screens/packages/slug.js';
import { readFrozen } from '../text/read-text.js';
import { Button } from '../ui/button.js';
import { At, HashText } from '../ui/chips.js';
import { Notice } from '../ui/notice.js';
import { Passages } from './passages.js';
import { useAsking } from './ask-core.js';

type CorrigendaProps = { readonly procedure: Procedure; readonly onContest: (id: string) => void };

/** Changes that claim to be of form only, each with its own 24 hours in which one partner is enough to contest it (DOMAIN §1.3.3). */
export function Corrigenda({ procedure, onContest }: CorrigendaProps): ReactNode {
  const t = useT();
  const { view } = useRoom();
  const { corrigenda } = procedure.core;
  // Numbers and citations are not corrected: those of the tabled text are those of every text after it.
  const { data } = useVersion(view.id, corrigenda.length === 0 ? 0 : procedure.revision);
  const labels = useMemo(
    () => (data === undefined ? null : (readFrozen(data.canonical)?.labels ?? null)),
    [data],
  );
  if (corrigenda.length === 0) return null;
  return (
    <section className="stack-tight" aria-label={t('corrigendum.title')}>
      <h3>{t('corrigendum.title')}</h3>
      {corrigenda.map(({ id, note, toHash, passages, at, standsAt, state }) => (
        <Notice key={id} tone={state === 'running' ? 'warn' : 'info'}>
          <div className="stack-tight">
            <span>
              <T
                id={`corrigendum.${state}`}
                values={{
                  at: () => <At key="at" ms={at} />,
                  stands: () => <At key="stands" ms={standsAt} />,
                }}
              />
            </span>
            {passages !== undefined && <Passages passages={passages} labels={labels} />}
            <p className="position-note">{note}</p>
            <span className="quiet small">
              {t('corrigendum.hash')} <HashText hash={toHash} />
            </span>
            {passages !== undefined && (
              <Link
                to={`/p/${slugOfNumber(view.number)}/v/REV${String(procedure.revision)}?procedure=${procedure.id}&corrigendum=${id}`}
              >
                {t('corrigendum.readIt')}
              </Link>
            )}
            {state === 'running' && <Contest procedure={procedure} id={id} onContest={onContest} />}
          </div>
        </Notice>
      ))}
    </section>
  );
}

function Contest({ procedure, id, onContest }: CorrigendaProps & { readonly id: string }): ReactNode {
  const t = useT();
  const me = useMe();
  const asking = useAsking(procedure);
  if (me.delegationKind !== 'partner') return null;
  return (
    <div>
      <Button
        small
        reason={asking.word({ type: 'contest_corrigendum', id, reason: '' })}
        onClick={() => {
          onContest(id);
        }}
      >
        {t('word.contest_corrigendum')}
      </Button>
    </div>
  );
}
