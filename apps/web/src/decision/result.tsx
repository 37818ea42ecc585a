import { explain, missing, outcome, situationOf } from '@entente/consensus';
import type { Procedure } from '@entente/contracts';
import type { ReactNode } from 'react';
import { isMessage, T, useT } from '../messages/use-t.js';
import { At } from '../ui/chips.js';
import { obstacleWords } from './obstacle-words.js';
import { isBySilence } from './running.js';

/** One sentence: how a procedure stands, or what it came to and why. */
export function ResultSentence({ procedure }: { procedure: Procedure }): ReactNode {
  return procedure.state === 'open' ? <Running procedure={procedure} /> : <Ended procedure={procedure} />;
}

function Running({ procedure }: { procedure: Procedure }): ReactNode {
  const t = useT();
  const { revision, openedAt, electorate, core } = procedure;
  const { awaited, ifAllAgree } = missing(core);
  const silent = isBySilence(procedure);
  return (
    <>
      <T
        id={silent ? 'procedure.runningSilence' : 'procedure.running'}
        values={{
          acted: electorate.length - awaited.length,
          members: electorate.length,
          awaited: awaited.join(', '),
          at: () => <At key="at" ms={openedAt ?? core.since} />,
        }}
      />{' '}
      {!silent &&
        procedure.kind !== 'matrix' &&
        ifAllAgree === 'adopted' &&
        t('procedure.canStill', { revision })}
    </>
  );
}

function Ended({ procedure }: { procedure: Procedure }): ReactNode {
  const t = useT();
  const { state, revision, openedAt, closedAt, core } = procedure;
  const at = () => <At key="at" ms={closedAt ?? openedAt ?? core.since} />;
  const caused = `procedure.${state}.${core.cause ?? ''}`;
  const id = isMessage(caused) ? caused : (`procedure.${state}` as const);
  const codes = core.cause === 'reserve_not_lifted' ? unlifted(procedure) : missing(core).objected;
  const why = state === 'not_adopted' ? obstacleWords(explain(situationOf(core)).obstacles, t) : '';
  return <T id={id} values={{ revision, at, why, count: codes.length, codes: codes.join(', ') }} />;
}

/** Whose live reserves stood in the way at the deadline (SPEC R70); one that was lifted afterwards did (SPEC R193). */
function unlifted({ closedAt, core: { reserves, terms } }: Procedure): readonly string[] {
  const stood = reserves.filter(
    ({ kind, end }) =>
      (end === null || (closedAt !== null && end.at > closedAt)) &&
      ['blocks', 'pauses'].includes(terms.reservePolicy[kind]),
  );
  return [...new Set(stood.map(({ partner }) => partner))];
}

/** Who said what, in numbers. While silence runs there is nothing to add up. */
export function Arithmetic({ procedure }: { procedure: Procedure }): ReactNode {
  const t = useT();
  const { state, deadlineAt, core } = procedure;
  const { stances, electorate } = outcome(core);
  if (isBySilence(procedure)) {
    return state === 'broken' || state === 'adopted' ? (
      <p className="quiet small">
        {t('procedure.inAllSilence', {
          objected: stances.against.members,
          endorsed: stances.in_favour.members,
          abstained: stances.abstain.members + stances.abstain_constructive.members,
          silent: stances.absent.members,
        })}
      </p>
    ) : null;
  }
  return state === 'open' && deadlineAt !== null ? null : (
    <p className="quiet small">
      {t(state === 'open' ? 'procedure.soFar' : 'procedure.inAll', {
        favour: stances.in_favour.members,
        against: stances.against.members,
        abstain: stances.abstain.members,
        absent: stances.absent.members,
        members: electorate.members,
      })}
    </p>
  );
}
