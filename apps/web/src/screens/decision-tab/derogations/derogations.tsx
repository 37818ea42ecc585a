import type { Derogation, Procedure } from '@entente/contracts';
import { useState, type ReactNode } from 'react';
import { useDerogations } from '../../../api/queries.js';
import { useDenial, useMe } from '../../../frame/actor.js';
import { useT } from '../../../messages/use-t.js';
import { useRoom } from '../../../room/room-context.js';
import { Button } from '../../../ui/button.js';
import { ProblemNote } from '../../../ui/problem-note.js';
import { AskDerogationSheet } from './ask-sheet.js';
import { DerogationCard } from './derogation-card.js';
import { SayDerogationSheet, type Said } from './say-sheet.js';
import { TakeBackSheet } from './take-back-sheet.js';

type Opened =
  | { readonly sheet: 'ask' }
  | { readonly sheet: 'say'; readonly on: Derogation; readonly act: Said }
  | { readonly sheet: 'take_back'; readonly on: Derogation };

/** What partners asked for under the adopted package, and what became of it (DOMAIN §1.3.6). */
export function Derogations({ procedures }: { procedures: readonly Procedure[] }): ReactNode {
  const { view } = useRoom();
  const adopted = procedures.find(({ state }) => state === 'adopted');
  const after = view.state === 'adopted' || view.state === 'published';
  return after && adopted !== undefined ? <Section under={adopted} /> : null;
}

function Section({ under }: { under: Procedure }): ReactNode {
  const t = useT();
  const { view } = useRoom();
  const { data, error, refetch } = useDerogations(view.id);
  const [opened, setOpened] = useState<Opened | null>(null);
  const close = (): void => {
    setOpened(null);
  };
  return (
    <section className="stack-tight section-gap" aria-labelledby="derogations">
      <h2 id="derogations">{t('derogations.title')}</h2>
      <p className="quiet small">{t('derogations.means')}</p>
      <ProblemNote error={error} onRetry={() => void refetch()} />
      <AskButton
        under={under}
        onAsk={() => {
          setOpened({ sheet: 'ask' });
        }}
      />
      {data?.derogations.length === 0 && <p className="quiet">{t('derogations.none')}</p>}
      {data?.derogations.map((one) => (
        <DerogationCard
          key={one.procedure.id}
          derogation={one}
          onSay={(act) => {
            setOpened({ sheet: 'say', on: one, act });
          }}
          onTakeBack={() => {
            setOpened({ sheet: 'take_back', on: one });
          }}
        />
      ))}
      {opened?.sheet === 'ask' && <AskDerogationSheet under={under} onClose={close} />}
      {opened?.sheet === 'say' && (
        <SayDerogationSheet derogation={opened.on} act={opened.act} onClose={close} />
      )}
      {opened?.sheet === 'take_back' && <TakeBackSheet derogation={opened.on} onClose={close} />}
    </section>
  );
}

/** For partners; greyed where the decision was taken without a rule book, which alone could know derogations. */
function AskButton({ under, onAsk }: { under: Procedure; onAsk: () => void }): ReactNode {
  const t = useT();
  const me = useMe();
  const denied = useDenial()('procedure.act');
  if (me.delegationKind !== 'partner') return null;
  const isMember = under.electorate.some(({ partner }) => partner === me.delegation);
  const outside = isMember ? null : t('refused.NOT_A_MEMBER');
  const noRule = under.rulebook === null ? t('derogations.noRule') : null;
  return (
    <div>
      <Button reason={denied ?? outside ?? noRule} onClick={onAsk}>
        {t('derogations.ask')}
      </Button>
    </div>
  );
}
