import { missing, outcome } from '@entente/consensus';
import type { Procedure } from '@entente/contracts';
import type { ReactNode } from 'react';
import { isMessage, T, useT } from '../../messages/use-t.js';
import { At, HashText } from '../../ui/chips.js';
import { ActsList } from '../../decision/acts-list.js';
import { DeadlineCard } from '../../decision/deadline-card.js';
import { Entries } from '../../decision/entries.js';
import { Legs } from '../../decision/legs.js';
import { isRunning } from '../../decision/running.js';
import { SaveRecord } from '../../decision/save-record.js';
import { Standing } from '../../decision/standing.js';
import { TargetGrid } from '../../decision/target-grid.js';
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
  return (
    <section className="card stack procedure" aria-label={t('procedure.heading', { revision })}>
      <div className="stack-tight">
        <h2>{t('procedure.heading', { revision })}</h2>
        <p className="sentence" role="status">
          <ResultSentence procedure={procedure} />
        </p>
        {procedure.deadlineAt === null && procedure.rule !== 'COMPOSITE' && (
          <Arithmetic procedure={procedure} />
        )}
      </div>
      {isRunning(procedure) && <DeadlineCard procedure={procedure} />}
      {isRunning(procedure) && <Standing procedure={procedure} />}
      <Legs procedure={procedure} />
      <TargetGrid procedure={procedure} />
      <Entries procedure={procedure} />
      {children}
      <ActsList procedure={procedure} />
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
    const caused = `procedure.${state}.${core.cause ?? ''}`;
    const id = isMessage(caused) ? caused : (`procedure.${state}` as const);
    const codes = (core.cause === 'reserve_not_lifted' ? reservingOf(core) : facts.objected).join(', ');
    return <T id={id} values={{ revision, codes, at }} />;
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
      {!bySilence &&
        procedure.kind !== 'matrix' &&
        facts.ifAllAgree === 'adopted' &&
        t('procedure.canStill', { revision })}
    </>
  );
}

/** Whose live reserves the deadline met: they stay live where they broke it. */
const reservingOf = ({ reserves, terms }: Procedure['core']): readonly string[] => [
  ...new Set(
    reserves
      .filter(({ kind, end }) => end === null && terms.reservePolicy[kind] !== 'lapses')
      .map(({ partner }) => partner),
  ),
];

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
