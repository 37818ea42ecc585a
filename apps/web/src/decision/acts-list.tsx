import type { Act, Procedure } from '@entente/contracts';
import type { ReactNode } from 'react';
import { T, useT, type Translate } from '../messages/use-t.js';
import { ActMark } from '../ui/act-mark.js';
import { At } from '../ui/chips.js';
import { usePartnerNames } from './lineage.js';
import { notAskedIn } from './not-asked.js';
import { isBySilence, isRunning } from './running.js';
import { scopeWords } from './scope-words.js';

/** Each partner's live act with its receipt; where acts are about parts, each of them. In a matrix nobody acts: the grid says it all. */
export function ActsList({ procedure }: { procedure: Procedure }): ReactNode {
  const t = useT();
  const nameOf = usePartnerNames();
  if (procedure.kind === 'matrix') return null;
  return (
    <ol className="acts" aria-label={t('procedure.acts')}>
      {procedure.electorate.map(({ partner, name }) => {
        const acts = procedure.acts.filter((act) => act.partner === partner);
        return acts.length === 0 ? (
          <Entry key={partner} procedure={procedure} name={name} act={undefined} />
        ) : (
          acts.map((act) => <Entry key={act.nonce} procedure={procedure} name={name} act={act} />)
        );
      })}
      {notAskedIn(procedure).map((code) => (
        <li key={code} className="act">
          <ActMark act={undefined} />
          <div className="act-words">
            <span>
              <strong>{nameOf(code)}</strong> <span className="quiet">{t('forum.notAsked')}</span>
            </span>
          </div>
        </li>
      ))}
    </ol>
  );
}

type EntryProps = { procedure: Procedure; name: string; act: Act | undefined };

function Entry({ procedure, name, act }: EntryProps): ReactNode {
  const t = useT();
  return (
    <li className="act">
      <ActMark act={act?.act} />
      <div className="act-words">
        <span>
          <strong>{name}</strong>{' '}
          {act === undefined ? (
            <span className="quiet">{saidNothing(procedure, t)}</span>
          ) : (
            `${t(`acted.${act.act}`)} ${scopeWords(t, procedure, act.scope)}`
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
}

/** What it means that a partner has said nothing: not yet, silence that is consent, or not asked further. */
function saidNothing(procedure: Procedure, t: Translate): string {
  const running = isRunning(procedure);
  if (isBySilence(procedure)) {
    if (running) return t('procedure.silentYet');
    return t(procedure.state === 'adopted' ? 'procedure.silentConsent' : 'procedure.silent');
  }
  return t(running ? 'procedure.notYet' : 'procedure.notAsked');
}
