import type { Fault } from '@entente/document';
import type { VersionSummary } from '@entente/contracts';
import { useState, type ReactNode } from 'react';
import { useCall } from '../../api/queries.js';
import { keys } from '../../api/keys.js';
import { useT, type Translate } from '../../messages/use-t.js';
import { useExactText, useRoom } from '../../room/room-context.js';
import { useDraftHash } from '../../text/draft-hash.js';
import type { ReadText } from '../../text/read-text.js';
import { ActSheet } from '../../ui/act-sheet.js';
import { At, HashText } from '../../ui/chips.js';
import { Notice } from '../../ui/notice.js';
import { faultSentence } from './fault-words.js';

/** Takes the caret to a place of the text. */
export type GoTo = (place: Pick<Fault, 'document' | 'provision'>) => void;

/** Freezes the text as the next version; what stands in the way is listed before anything is sent. */
export function TableSheet({ onClose, onGo }: { onClose: () => void; onGo: GoTo }): ReactNode {
  const t = useT();
  const { view } = useRoom();
  const text = useExactText();
  // The number and the hash are those of the moment at which the sheet was opened and read.
  const [revision] = useState(view.revision + 1);
  const [seen, setSeen] = useState<string | null>(null);
  const table = useCall('tableVersion', [keys.package(view.id), keys.packages]);
  const hash = useDraftHash(view, text);
  const faults = text?.canonical.freezeFaults ?? [];
  const rev = t('versions.rev', { revision });
  return (
    <ActSheet
      title={t('table.title', { revision })}
      what={t('table.what', { revision, number: view.number })}
      hash={hash}
      rule={t('table.rule')}
      next={t('table.next')}
      sees={t('table.sees')}
      word={rev}
      submit={t('table.submit', { revision })}
      reason={reasonAgainst(t, text)}
      pending={table.isPending}
      error={table.error}
      onSubmit={() => {
        setSeen(hash);
        table.mutate({ params: { package: view.id }, body: { revision } });
      }}
      onClose={onClose}
      receipt={table.data === undefined ? null : <Receipt version={table.data} seen={seen} />}
    >
      {text !== null && faults.length > 0 && (
        <Faults
          faults={faults}
          text={text}
          onGo={(place) => {
            onClose();
            // The sheet gives the focus back when it has gone; only then may the text take it.
            window.setTimeout(() => {
              onGo(place);
            });
          }}
        />
      )}
    </ActSheet>
  );
}

function reasonAgainst(t: Translate, text: ReadText | null): string | null {
  if (text === null) return t('table.noText');
  return text.canonical.freezeFaults.length > 0 ? t('table.faults') : null;
}

function Faults(props: { faults: readonly Fault[]; text: ReadText; onGo: GoTo }): ReactNode {
  const { faults, text, onGo } = props;
  const t = useT();
  return (
    <Notice tone="warn">
      <strong>{t('table.faults')}</strong>
      <span>{t('table.faultsText', { count: faults.length })}</span>
      <ul className="fault-list">
        {faults.map((fault) => (
          <li key={`${fault.code} ${fault.document ?? ''} ${fault.provision ?? ''}`}>
            <button
              type="button"
              className="button button-link"
              onClick={() => {
                onGo(fault);
              }}
            >
              {faultSentence(t, fault, text)}
            </button>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function Receipt({ version, seen }: { version: VersionSummary; seen: string | null }): ReactNode {
  const t = useT();
  const { revision, packageHash: hash, tabled } = version;
  return (
    <div className="receipt" role="status">
      <p className="receipt-number">{t('table.done', { revision })}</p>
      <dl className="facts">
        <dt>{t('act.receiptHash')}</dt>
        <dd>
          <HashText hash={hash} whole />
        </dd>
        <dt>{t('act.receiptAt')}</dt>
        <dd>
          <At ms={tabled.at} />
        </dd>
      </dl>
      <p>{t(seen === hash ? 'table.sameHash' : 'table.otherHash')}</p>
    </div>
  );
}
