import { missing } from '@entente/consensus';
import type { Derogation } from '@entente/contracts';
import type { ReactNode } from 'react';
import { useDenial, useMe } from '../../../frame/actor.js';
import { T, useT } from '../../../messages/use-t.js';
import { useLiveText } from '../../../room/room-context.js';
import { Button } from '../../../ui/button.js';
import { At, HashText } from '../../../ui/chips.js';
import { ActsList } from '../../../decision/acts-list.js';
import { DeadlineCard } from '../../../decision/deadline-card.js';
import { isRunning } from '../../../decision/running.js';
import { citationOf } from './citation.js';
import type { Said } from './say-sheet.js';

type CardProps = {
  readonly derogation: Derogation;
  readonly onSay: (act: Said) => void;
  readonly onTakeBack: () => void;
};

/** One request: what is asked, how it stands, and what one may do. */
export function DerogationCard({ derogation, onSay, onTakeBack }: CardProps): ReactNode {
  const t = useT();
  const outline = useLiveText()?.outline;
  const { procedure, partner, subject, provision, ground, from, until, record } = derogation;
  const running = isRunning(procedure);
  const heading = t('derogations.card', { partner, subject });
  return (
    <article className="card stack-tight procedure" aria-label={heading}>
      <h3>{heading}</h3>
      <p className="sentence" role="status">
        <StateSentence derogation={derogation} />
      </p>
      {running && procedure.deadlineAt !== null && <DeadlineCard procedure={procedure} />}
      <dl className="facts small">
        <dt>{t('derogations.provision')}</dt>
        <dd>{provision === null ? t('derogations.whole') : citationOf(outline, provision)}</dd>
        <dt>{t('derogations.ground')}</dt>
        <dd>{ground}</dd>
        <dt>{t('derogations.from')}</dt>
        <dd>{from === null ? t('derogations.fromDecision') : <At ms={from} />}</dd>
        <dt>{t('derogations.until')}</dt>
        <dd>{until === null ? t('derogations.noEnd') : <At ms={until} />}</dd>
        <dt>{t('derogations.requestHash')}</dt>
        <dd>
          <HashText hash={procedure.packageHash} />
        </dd>
        <dt>{t('derogations.partner')}</dt>
        <dd>
          {derogation.name}, <At ms={derogation.askedAt} />, {t('derogations.record', { number: record })}
        </dd>
      </dl>
      {running && <Acts derogation={derogation} onSay={onSay} onTakeBack={onTakeBack} />}
      {procedure.acts.length > 0 && <ActsList procedure={procedure} />}
    </article>
  );
}

function StateSentence({ derogation: { procedure } }: Pick<CardProps, 'derogation'>): ReactNode {
  const t = useT();
  const { state, closedAt, core } = procedure;
  if (state === 'open') {
    return core.escalatedAt === null
      ? t('derogations.state.silence')
      : t('derogations.state.escalated', { awaited: missing(core).awaited.join(', ') });
  }
  if (closedAt === null) return t('derogations.state.suspended');
  const id =
    state === 'adopted' || state === 'withdrawn'
      ? (`derogations.state.${state}` as const)
      : 'derogations.state.ended';
  return <T id={id} values={{ at: () => <At key="at" ms={closedAt} /> }} />;
}

function Acts({ derogation, onSay, onTakeBack }: CardProps): ReactNode {
  const t = useT();
  const me = useMe();
  const denied = useDenial()('procedure.act');
  const { procedure, partner } = derogation;
  if (!procedure.electorate.some((member) => member.partner === me.delegation)) return null;
  const counted = procedure.core.escalatedAt !== null;
  const acts: readonly Said[] = [
    ...(counted ? (['agree'] as const) : []),
    'object',
    ...(counted && procedure.core.terms.allowAbstain ? (['abstain'] as const) : []),
  ];
  return (
    <div className="row">
      {acts.map((act) => (
        <Button
          key={act}
          small
          reason={denied}
          onClick={() => {
            onSay(act);
          }}
        >
          {t(`derogations.${act}`)}
        </Button>
      ))}
      {me.delegation === partner && (
        <Button small reason={denied} onClick={onTakeBack}>
          {t('derogations.takeBack')}
        </Button>
      )}
    </div>
  );
}
