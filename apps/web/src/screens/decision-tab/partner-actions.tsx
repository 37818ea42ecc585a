import type { ActKind, Procedure } from '@entente/contracts';
import type { ReactNode } from 'react';
import { refusalWords, useAsking } from '../../decision/ask-core.js';
import { groundAgainst } from '../../decision/not-asked.js';
import { useDenial, useMe } from '../../frame/actor.js';
import { useT } from '../../messages/use-t.js';
import { Button } from '../../ui/button.js';
import { Notice } from '../../ui/notice.js';
import { MoreActs } from './more-acts.js';
import type { OpenedSheet } from './opened-sheet.js';
import { usePartnerMore } from './partner-more.js';
import { useWay, type Way } from './use-vote.js';

type ActionsProps = { procedure: Procedure; onOpen: (sheet: OpenedSheet) => void };

/** What one's delegation may do in a procedure that runs, by mandate (UI §3): the acts of the moment, then the rare ones. */
export function PartnerActions({ procedure, onOpen }: ActionsProps): ReactNode {
  const t = useT();
  const me = useMe();
  const more = usePartnerMore(procedure, onOpen);
  if (me.delegationKind !== 'partner') return null;
  const ground = groundAgainst(procedure, me.delegation);
  if (ground !== null) {
    return <Notice tone="warn">{t('forum.you', { delegation: me.delegationName, ground })}</Notice>;
  }
  const matrix = procedure.kind === 'matrix';
  return (
    <div
      className="stack-tight"
      role="group"
      aria-label={t('procedure.actNow', { delegation: me.delegationName })}
    >
      <div className="row">
        <span className="quiet">{t('procedure.actNow', { delegation: me.delegationName })}</span>
        {matrix ? (
          <CellsButton procedure={procedure} onOpen={onOpen} />
        ) : (
          <ActButtons procedure={procedure} onOpen={onOpen} />
        )}
      </div>
      {procedure.kind !== 'vote' && (
        <div className="row">
          <SlowButtons procedure={procedure} onOpen={onOpen} />
        </div>
      )}
      <MoreActs label={t('more.partner')} acts={more} />
    </div>
  );
}

/** In a matrix nobody agrees or objects: each target is said for itself (SPEC R99). */
function CellsButton({ procedure, onOpen }: ActionsProps): ReactNode {
  const t = useT();
  const asking = useAsking(procedure);
  const [first] = procedure.core.terms.items;
  const refused = first === undefined ? t('cells.none') : null;
  return (
    <Button
      look="primary"
      reason={refused ?? asking.word({ type: 'set_cell', target: first?.id ?? '', cell: 'in' })}
      onClick={() => {
        onOpen({ sheet: 'cells', procedure });
      }}
    >
      {t('cells.title')}
    </Button>
  );
}

function ActButtons({ procedure, onOpen }: ActionsProps): ReactNode {
  const t = useT();
  const me = useMe();
  const denial = useDenial();
  const ways = { agree: useWay('agree'), object: useWay('object') };
  const bySilence = procedure.kind === 'silence' || procedure.kind === 'no_objection';
  const isMember = procedure.electorate.some(({ partner }) => partner === me.delegation);
  const { openedAt, core } = procedure;
  return actsOf(procedure).map((act) => (
    <Button
      key={act}
      look={act === 'agree' ? 'primary' : 'plain'}
      reason={reasonAgainst(ways[act === 'object' ? 'object' : 'agree'])}
      onClick={() => {
        onOpen({ sheet: 'vote', procedure, act });
      }}
    >
      {t(act === 'object' && bySilence ? 'procedure.breakSilence' : `procedure.${act}`)}
      {ways.agree === 'ad_referendum' && act !== 'object' && ` ${t('procedure.adReferendum')}`}
    </Button>
  ));

  function reasonAgainst(way: Way | null): string | null {
    if (!isMember) return t('refused.NOT_A_MEMBER');
    if (openedAt === null || core.pending !== null) {
      return refusalWords(t, { code: 'WRONG_STATE', state: core.state });
    }
    return way === null ? denial('procedure.act') : null;
  }
}

function actsOf({ core: { terms } }: Procedure): readonly ActKind[] {
  return [
    'agree',
    'object',
    ...(terms.allowAbstain ? (['abstain'] as const) : []),
    ...(terms.allowConstructive ? (['abstain_constructive'] as const) : []),
  ];
}

/** What slows or conditions without breaking. */
function SlowButtons({ procedure, onOpen }: ActionsProps): ReactNode {
  const t = useT();
  const denial = useDenial();
  const unheld = useReasonAgainstHolding(procedure);
  return (
    <>
      <Button
        small
        reason={denial('procedure.act')}
        onClick={() => {
          onOpen({ sheet: 'reserve', procedure });
        }}
      >
        {t('procedure.reserve')}
      </Button>
      {procedure.core.terms.onObjection === 'suspend' && (
        <Button
          small
          reason={unheld}
          onClick={() => {
            onOpen({ sheet: 'hold', procedure });
          }}
        >
          {t('procedure.hold')}
        </Button>
      )}
      {procedure.deadlineAt !== null && (
        <Button
          small
          reason={denial('procedure.speak')}
          onClick={() => {
            onOpen({ sheet: 'ask', procedure });
          }}
        >
          {t('procedure.askTime')}
        </Button>
      )}
    </>
  );
}

/** Everything, or one entry where there are some: a hold on any of them is a reason to open the sheet. */
function useReasonAgainstHolding(procedure: Procedure): string | null {
  const asking = useAsking(procedure);
  const all = asking.hold([]);
  const one = procedure.core.terms.items.some(({ id }) => asking.hold([id]) === null);
  return one ? null : all;
}
