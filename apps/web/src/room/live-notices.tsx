import type { LostWords } from '@entente/sync/client';
import type { ReactNode } from 'react';
import { useT } from '../messages/use-t.js';
import { Button } from '../ui/button.js';
import { Notice } from '../ui/notice.js';
import { useObservable } from './observable.js';
import { useRoom } from './room-context.js';

const NOTICE_TONE = {
  NOT_CONNECTED: 'bad',
  NOT_KEPT: 'warn',
  READ_ONLY: 'warn',
  WORDS_ONLY: 'info',
  SUGGESTION_OPEN: 'info',
  UNDO_CLEARED: 'warn',
  UNREADABLE: 'warn',
  READABLE: 'info',
} as const;

/** The banner while the connection is lost, and words of one's own that the server refused. */
export function LiveNotices(): ReactNode {
  const t = useT();
  const { store } = useRoom();
  const lost = useObservable(store.lost);
  const unreadable = useObservable(store.unreadable);
  const notice = useObservable(store.notice);
  return (
    <>
      <ConnectionNotices />
      {unreadable > 0 && (
        <Notice tone="bad" live>
          <span>{t('lost.unreadable', { count: unreadable })}</span>
          <Button
            small
            onClick={() => {
              store.unreadable.set(0);
            }}
          >
            {t('notice.dismiss')}
          </Button>
        </Notice>
      )}
      {notice !== null && (
        <Notice tone={NOTICE_TONE[notice]} live>
          <span>{t(`notice.${notice}`)}</span>
          <Button
            small
            onClick={() => {
              store.dismissNotice();
            }}
          >
            {t('notice.dismiss')}
          </Button>
        </Notice>
      )}
      {lost.map((words) => (
        <LostNote
          key={words.id}
          words={words}
          onDismiss={() => {
            store.dismissLost(words);
          }}
        />
      ))}
    </>
  );
}

/** Why nothing, or not everything, can be recorded just now. */
function ConnectionNotices(): ReactNode {
  const t = useT();
  const { store } = useRoom();
  const { status, ended, synced, stalled, keeping, everSynced } = useObservable(store.state);
  const { unrecorded } = useObservable(store.recording);
  return (
    <>
      {status === 'closed' && ended !== null && (
        <Notice tone="bad" live>
          <span>{t('live.ended', { code: ended })}</span>
          {keeping && unrecorded > 0 && <span>{t('live.endedKept', { count: unrecorded })}</span>}
          <Button
            small
            onClick={() => {
              window.location.reload();
            }}
          >
            {t('live.reload')}
          </Button>
        </Notice>
      )}
      {status === 'connecting' && everSynced && !synced && (
        <Notice tone="warn" live>
          {t(keeping ? 'live.offlineKept' : 'live.offline', { count: unrecorded })}
        </Notice>
      )}
      {status === 'open' && stalled && (
        <Notice tone="warn" live>
          {t(keeping ? 'live.stalledKept' : 'live.stalled', { count: unrecorded })}
        </Notice>
      )}
      {status === 'open' && !stalled && <PausedNotice />}
    </>
  );
}

function PausedNotice(): ReactNode {
  const t = useT();
  const { store } = useRoom();
  const { sections } = useObservable(store.state);
  const { unrecorded } = useObservable(store.recording);
  if (!sections.some(({ state }) => state === 'paused')) return null;
  return (
    <Notice tone="warn" live>
      {t('live.paused', { count: unrecorded })}
    </Notice>
  );
}

function LostNote({ words, onDismiss }: { words: LostWords; onDismiss: () => void }): ReactNode {
  const t = useT();
  return (
    <Notice tone="bad" live>
      <strong>{t('lost.title')}</strong>
      <span>{t('lost.text', { code: words.code })}</span>
      <textarea className="input" readOnly aria-label={t('lost.words')} value={words.text} />
      <span className="row">
        <Button small onClick={() => void navigator.clipboard.writeText(words.text)}>
          {t('common.copy')}
        </Button>
        <Button small onClick={onDismiss}>
          {t('lost.dismiss')}
        </Button>
      </span>
    </Notice>
  );
}
