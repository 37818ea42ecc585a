import { missing, outcome } from '@entente/consensus';
import type { Act, Procedure } from '@entente/contracts';
import type { ReactNode } from 'react';
import { T, useT } from '../../messages/use-t.js';
import { ActMark } from '../../ui/act-mark.js';
import { At, HashText } from '../../ui/chips.js';
import { DeadlineCard } from '../../decision/deadline-card.js';
import { isRunning } from '../../decision/running.js';
import { SaveRecord } from '../../decision/save-record.js';
import { Standing } from '../../decision/standing.js';
import { coreProcedure } from './core-procedure.js';

/** A procedure: what it came to with its arithmetic, and each partner's act. */
export function ProcedureCard({
  procedure,
  children,
}: {
  procedure: Procedure;
  children?: ReactNode;
}): ReactNode {
  const t = useT();
  const { revision, packageHash, rule, electorate } = procedure;
  const acts = new Map<string, Act>(procedure.acts.map((act) => [act.partner, act]));
  return (
    <section className="card stack procedure" aria-label={t('procedure.heading', { revision })}>
      <div className="stack-tight">
        <h2>{t('procedure.heading', { revision })}</h2>
        <p className="sentence" role="status">
          <ResultSentence procedure={procedure} />
        </p>
        {procedure.deadlineAt === null && <Arithmetic procedure={procedure} />}
      </div>
      {isRunning(procedure) && <DeadlineCard procedure={procedure} />}
      {isRunning(procedure) && <Standing procedure={procedure} />}
      {children}
      <ol className="acts" aria-label={t('procedure.acts')}>
        {electorate.map(({ partner, name }) => {
          const act = acts.get(partner);
          return (
            <li key={partner} className="act">
              <ActMark act={act?.act} />
              <div className="act-words">
                <span>
                  <strong>{name}</strong>{' '}
                  {act === undefined ? (
                    <span className="quiet">
                      {t(procedure.state === 'open' ? 'procedure.notYet' : 'procedure.notAsked')}
                    </span>
                  ) : (
                    t(`acted.${act.act}`)
                  )}
                </span>
                {act !== undefined && act.reason !== '' && <p className="position-note">{act.reason}</p>}
                {act !== undefined && (
                  <span className="quiet small">
                    <T
                      id="procedure.actBy"
                      values={{ name: act.name, number: act.sequence, at: () => <At key="at" ms={act.at} /> }}
                    />
                  </span>
                )}
              </div>
            </li>
          );
        })}
      </ol>
      <dl className="facts small">
        <dt>{t('procedure.rule')}</dt>
        <dd>{t(`rule.${rule}`)}</dd>
        <dt>{t('act.onHash')}</dt>
        <dd>
          <HashText hash={packageHash} />
        </dd>
        <dt>{t('procedure.electorate')}</dt>
        <dd>{t('procedure.electorateText', { count: electorate.length })}</dd>
      </dl>
      <SaveRecord procedure={procedure} />
    </section>
  );
}

function ResultSentence({ procedure }: { procedure: Procedure }): ReactNode {
  const t = useT();
  const { state, revision, openedAt, closedAt, electorate, core } = procedure;
  const since = openedAt ?? core.since;
  const facts = missing(coreProcedure(procedure));
  const bySilence = procedure.kind === 'silence' || procedure.kind === 'no_objection';
  if (state !== 'open') {
    const at = () => <At key="at" ms={closedAt ?? since} />;
    return <T id={`procedure.${state}`} values={{ revision, codes: facts.objected.join(', '), at }} />;
  }
  return (
    <>
      <T
        id={bySilence ? 'procedure.runningSilence' : 'procedure.running'}
        values={{
          acted: electorate.length - facts.awaited.length,
          members: electorate.length,
          awaited: facts.awaited.join(', '),
          at: () => <At key="at" ms={since} />,
        }}
      />{' '}
      {!bySilence && facts.ifAllAgree === 'adopted' && t('procedure.canStill', { revision })}
    </>
  );
}

function Arithmetic({ procedure }: { procedure: Procedure }): ReactNode {
  const t = useT();
  const { stances, electorate } = outcome(coreProcedure(procedure));
  return (
    <p className="quiet small">
      {t(procedure.state === 'open' ? 'procedure.soFar' : 'procedure.inAll', {
        favour: stances.in_favour.members,
        against: stances.against.members,
        abstain: stances.abstain.members,
        absent: stances.absent.members,
        members: electorate.members,
      })}
    </p>
  );
}
