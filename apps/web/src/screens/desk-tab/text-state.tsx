import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useT } from '../../messages/use-t.js';
import { useRoom } from '../../room/room-context.js';
import { anchorOf } from '../../text/outline.js';
import type { ReadText } from '../../text/read-text.js';
import { slugOfNumber } from '../packages/slug.js';
import { faultSentence } from '../text-tab/fault-words.js';

const MOST_FAULTS = 5;

/** Whether the text can be tabled, or what stands in the way, place by place. */
export function TextState({ text }: { text: ReadText | null }): ReactNode {
  const t = useT();
  const { view } = useRoom();
  const base = `/p/${slugOfNumber(view.number)}`;
  const { state, revision } = view;
  if (state === 'frozen') {
    return (
      <p>
        {t('desk.text.frozen', { revision })}{' '}
        <Link to={`${base}/decision?act=open`}>{t('desk.text.open')}</Link>
      </p>
    );
  }
  if (state === 'decision') return <p>{t('desk.text.decision', { revision })}</p>;
  if (state !== 'drafting') return <p>{t('desk.text.done', { revision })}</p>;
  if (text === null) return <p className="quiet">{t('desk.text.arriving')}</p>;
  return <Draft text={text} base={base} next={revision + 1} />;
}

function Draft({ text, base, next }: { text: ReadText; base: string; next: number }): ReactNode {
  const t = useT();
  const faults = text.canonical.freezeFaults;
  if (faults.length === 0) {
    return (
      <p>
        {t('desk.text.ready', { revision: next })}{' '}
        <Link to={`${base}/text?act=table`}>{t('desk.text.table', { revision: next })}</Link>
      </p>
    );
  }
  return (
    <>
      <p>{t('desk.text.faults', { count: faults.length, revision: next })}</p>
      <ul className="fault-list">
        {faults.slice(0, MOST_FAULTS).map((fault) => {
          const label = text.labels.get(fault.provision ?? '') ?? text.labels.get(fault.document ?? '');
          const anchor = label === undefined ? '' : `#${anchorOf(label.citation)}`;
          return (
            <li key={`${fault.code} ${fault.document ?? ''} ${fault.provision ?? ''}`}>
              <Link to={`${base}/text${anchor}`}>{faultSentence(t, fault, text)}</Link>
            </li>
          );
        })}
      </ul>
      {faults.length > MOST_FAULTS && (
        <p className="quiet small">{t('desk.text.more', { count: faults.length - MOST_FAULTS })}</p>
      )}
    </>
  );
}
