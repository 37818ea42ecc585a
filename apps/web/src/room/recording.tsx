import { Check, CloudOff, LoaderCircle, Lock, Pencil } from 'lucide-react';
import type { ReactNode } from 'react';
import { useT, type Translate } from '../messages/use-t.js';
import { useObservable } from './observable.js';
import { useLiveText, useRoom } from './room-context.js';
import type { RoomState } from './room-store.js';

/** Where one's own edits are: typing, sent, or recorded under a number (promise P1). */
export function Recording(): ReactNode {
  const t = useT();
  const { store } = useRoom();
  const state = useObservable(store.state);
  const { status, synced, stalled } = state;
  const { recording, unrecorded, last } = useObservable(store.recording);
  const text = useLiveText();
  if (status !== 'open' || !synced || stalled) {
    return (
      <span className="recording" role="status" aria-label={t('live.status')}>
        <CloudOff size={14} aria-hidden="true" />
        {unrecordedWords(t, state, unrecorded)}
      </span>
    );
  }
  if (state.sections.some((one) => one.state === 'paused') && recording !== 'sent') {
    return (
      <span className="recording" role="status" aria-label={t('live.status')}>
        <Lock size={14} aria-hidden="true" />
        {t('live.keptPaused', { count: unrecorded })}
      </span>
    );
  }
  const section = last === null ? undefined : text?.outline.find((one) => one.document === last.document);
  const name = section?.marker === '' ? t(`section.${section.kind}`) : section?.marker;
  const words = {
    typing: t('live.typing'),
    sent: t('live.sent', { count: unrecorded }),
    recorded:
      last === null
        ? t('live.recordedNone')
        : t('live.recorded', { section: name ?? t('live.section'), number: last.seq }),
  }[recording];
  const Icon = { typing: Pencil, sent: LoaderCircle, recorded: Check }[recording];
  return (
    // Not a live region while typing: keystrokes are not announced (UI §0).
    <span className={`recording recording-${recording}`} role="group" aria-label={t('live.status')}>
      <Icon size={14} aria-hidden="true" />
      {words}
    </span>
  );
}

/** While nothing is being recorded: whether one can go on, and where one's edits are meanwhile. */
function unrecordedWords(
  t: Translate,
  { status, stalled, keeping, everSynced }: RoomState,
  count: number,
): string {
  if (status === 'connecting' && !everSynced) return t('live.connecting');
  if (!keeping) return t('live.readOnly');
  return t(status === 'open' && stalled ? 'live.keptStalled' : 'live.kept', { count });
}
