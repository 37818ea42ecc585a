import type { Hold } from '@entente/consensus';
import type { Procedure } from '@entente/contracts';
import type { ReactNode } from 'react';
import { isRunning } from '../../decision/running.js';
import { useDenial, useMe } from '../../frame/actor.js';
import { useT } from '../../messages/use-t.js';
import { At } from '../../ui/chips.js';
import { Button } from '../../ui/button.js';
import type { OpenedSheet } from './opened-sheet.js';

type SlowingProps = { procedure: Procedure; onOpen: (sheet: OpenedSheet) => void };

/** Reserves and holds of a procedure, live ones first; their owner ends them, and an ended one stays to be read. */
export function Slowing({ procedure, onOpen }: SlowingProps): ReactNode {
  const t = useT();
  const { reserves, holds } = procedure.core;
  if (reserves.length + holds.length === 0) return null;
  const live = [...reserves].sort((a, b) => Number(a.end !== null) - Number(b.end !== null));
  return (
    <section className="stack-tight" aria-label={t('slowing.title')}>
      <h3>{t('slowing.title')}</h3>
      <ul className="slowing">
        {live.map(({ id, partner, kind, reason, at, end }) => (
          <li key={id}>
            <strong>{partner}</strong> {t(`reserve.${kind}`)}, <At ms={at} />
            {reason !== '' && <p className="position-note">{reason}</p>}
            {end === null ? (
              <OwnButton
                procedure={procedure}
                partner={partner}
                afterwards
                onPress={() => {
                  onOpen({ sheet: 'end_reserve', procedure, id, kind });
                }}
              />
            ) : (
              <span className="quiet small">
                {t(`slowing.${end.mode}`)} <At ms={end.at} /> {end.reason}
              </span>
            )}
          </li>
        ))}
        {holds.map((hold) => (
          <HoldItem key={hold.id} procedure={procedure} hold={hold} onOpen={onOpen} />
        ))}
      </ul>
    </section>
  );
}

function HoldItem({ procedure, hold, onOpen }: SlowingProps & { hold: Hold }): ReactNode {
  const t = useT();
  const { id, partner, reason, at, expiresAt, asked, extendedFrom, end } = hold;
  return (
    <li>
      <strong>{partner}</strong> {t('reserve.hold')}, <At ms={at} />
      {reason !== '' && <p className="position-note">{reason}</p>}
      {extendedFrom !== undefined && (
        <span className="quiet small">
          {t('slowing.extended')} <At ms={extendedFrom} />
        </span>
      )}
      {end === null ? (
        <>
          <span className="quiet small">
            {t('slowing.runsOut')} <At ms={expiresAt} />
          </span>
          {asked !== undefined && (
            <p className="position-note">
              {t('slowing.asked')} <At ms={asked.until} />: {asked.reason}
            </p>
          )}
          <OwnButton
            procedure={procedure}
            partner={partner}
            onPress={() => {
              onOpen({ sheet: 'end_hold', procedure, id });
            }}
          />
          <ExtensionButtons procedure={procedure} hold={hold} onOpen={onOpen} />
        </>
      ) : (
        <span className="quiet small">
          {t(`slowing.${end.mode}`)} <At ms={end.at} /> {end.reason}
        </span>
      )}
    </li>
  );
}

/** Its holder asks for a short extension where the terms have one; the chair grants what was asked. */
function ExtensionButtons({ procedure, hold, onOpen }: SlowingProps & { hold: Hold }): ReactNode {
  const t = useT();
  const me = useMe();
  const denial = useDenial();
  if (!isRunning(procedure)) return null;
  const mayAsk = procedure.core.terms.holdExtensionMs !== undefined && hold.extendedFrom === undefined;
  return (
    <>
      {mayAsk && me.delegation === hold.partner && (
        <Button
          small
          reason={denial('procedure.act')}
          onClick={() => {
            onOpen({ sheet: 'ask_hold_extension', procedure, hold });
          }}
        >
          {t('slowing.askExtension')}
        </Button>
      )}
      {hold.asked !== undefined && me.delegationKind === 'chair' && (
        <Button
          small
          reason={denial('procedure.open')}
          onClick={() => {
            onOpen({ sheet: 'extend_hold', procedure, hold });
          }}
        >
          {t('slowing.grantExtension')}
        </Button>
      )}
    </>
  );
}

type OwnProps = {
  procedure: Procedure;
  partner: string;
  /** Its owner may still lift it once the procedure has ended: a reserve, not a hold (SPEC R193). */
  afterwards?: boolean;
  onPress: () => void;
};

function OwnButton({ procedure, partner, afterwards = false, onPress }: OwnProps): ReactNode {
  const t = useT();
  const me = useMe();
  const denied = useDenial()('procedure.act');
  const running = isRunning(procedure);
  if (me.delegation !== partner || !(running || afterwards)) return null;
  return (
    <Button small reason={denied} onClick={onPress}>
      {t(running ? 'slowing.end' : 'slowing.lift')}
    </Button>
  );
}
