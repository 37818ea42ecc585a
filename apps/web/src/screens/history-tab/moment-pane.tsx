import type { History } from '@entente/contracts';
import { ArrowLeftRight, Bookmark, Undo2 } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useHistoryComparison, usePastText } from '../../api/queries.js';
import { useDenial } from '../../frame/actor.js';
import { useT } from '../../messages/use-t.js';
import { useRoom } from '../../room/room-context.js';
import { ComparedText } from '../../text/compared-text.js';
import { Button } from '../../ui/button.js';
import { Check, SelectField } from '../../ui/field.js';
import { Skeleton } from '../../ui/placeholders.js';
import { ProblemNote } from '../../ui/problem-note.js';
import { AttributedText } from './attributed-text.js';
import { MomentSlider } from './moment-slider.js';
import { NameDialog } from './name-dialog.js';
import type { HistoryPlace } from './place.js';
import { RestoreSheet } from './restore-sheet.js';
import { useMoments, type Moments } from './use-moments.js';

type PaneProps = {
  history: History;
  place: HistoryPlace;
  nameOf: (document: string) => string;
  move: (change: Partial<HistoryPlace>) => void;
};

/** One moment: the slider, what can be done with the moment, and its text or what changed up to it. */
export function MomentPane({ history, place, nameOf, move }: PaneProps): ReactNode {
  const t = useT();
  const { view } = useRoom();
  const [who, setWho] = useState(true);
  const past = usePastText(view.id, {
    document: place.document ?? undefined,
    seq: place.seq ?? undefined,
    at: place.at ?? undefined,
    removed: place.removed ? 'true' : undefined,
  });
  const moments = useMoments(history, place, past.data);
  return (
    <section className="history-moment" aria-label={t('history.moment')}>
      <div className="history-bar">
        <MomentSlider
          min={moments.min}
          max={moments.max}
          value={moments.value}
          words={moments.words}
          onChange={(value) => {
            move(moments.placeOf(value));
          }}
        />
        <div className="history-tools">
          <CompareField moments={moments} place={place} move={move} />
          <div className="history-checks">
            <Check label={t('history.showWho')} checked={who} onChange={setWho} />
            {history.mayReadRemoved && (
              <Check
                label={t('history.showRemoved')}
                checked={place.removed}
                onChange={(removed) => {
                  move({ removed });
                }}
              />
            )}
          </div>
          <Acts history={history} place={place} moments={moments} nameOf={nameOf} move={move} />
        </div>
      </div>
      {place.against === null ? (
        <>
          <ProblemNote error={past.error} onRetry={() => void past.refetch()} />
          {past.data === undefined ? (
            past.error === null && <Skeleton lines={10} />
          ) : (
            <AttributedText past={past.data} who={who} nameOf={nameOf} />
          )}
        </>
      ) : (
        <Compared against={place.against} place={place} moments={moments} />
      )}
    </section>
  );
}

function CompareField({
  moments,
  place,
  move,
}: Omit<PaneProps, 'history' | 'nameOf'> & { moments: Moments }): ReactNode {
  const t = useT();
  return (
    <SelectField
      label={t('history.compare')}
      value={place.against === null ? '' : String(place.against)}
      options={[
        { value: '', label: t('history.compareNone') },
        ...moments.others.map(({ point, label }) => ({ value: String(point), label })),
      ]}
      onChange={(value) => {
        move({ against: value === '' ? null : Number(value) });
      }}
    />
  );
}

type ComparedProps = { against: number; place: HistoryPlace; moments: Moments };

/** From the earlier of the two moments to the later one, whichever of them the slider is at. */
function Compared({ against, place, moments }: ComparedProps): ReactNode {
  const t = useT();
  const { view } = useRoom();
  const { document } = place;
  const point = document === null ? place.at : place.seq;
  const isLater = point === null || against <= point;
  const [from, to] = isLater ? [against, point] : [point, against];
  const compared = useHistoryComparison(view.id, {
    document: document ?? undefined,
    from,
    to: to ?? undefined,
  });
  const other = moments.others.find((one) => one.point === against)?.label ?? String(against);
  const [earlier, later] = isLater ? [other, moments.words] : [moments.words, other];
  return (
    <div className="stack">
      <h2 className="history-compared">{t('history.compared', { from: earlier, to: later })}</h2>
      <ProblemNote error={compared.error} onRetry={() => void compared.refetch()} />
      {compared.data === undefined ? (
        compared.error === null && <Skeleton lines={8} />
      ) : (
        <>
          {Object.values(compared.data.counts).every((count) => count === 0) && (
            <p className="sentence">{t('history.comparedSame')}</p>
          )}
          <ComparedText comparison={compared.data} />
        </>
      )}
    </div>
  );
}

function Acts({ history, place, moments, nameOf, move }: PaneProps & { moments: Moments }): ReactNode {
  const t = useT();
  const denied = useDenial();
  const [open, setOpen] = useState<'name' | 'restore' | null>(null);
  const reason = useRestoreReason(history, place);
  const section = history.sections.find(({ document }) => document === place.document);
  const close = (): void => {
    setOpen(null);
  };
  return (
    <div className="row">
      <Button
        icon={ArrowLeftRight}
        reason={moments.point === null ? t('history.compareFromNow') : null}
        onClick={() => {
          move({ against: moments.point });
        }}
      >
        {t('history.compareFrom')}
      </Button>
      {place.document === null && (
        <Button
          icon={Bookmark}
          reason={denied('history.name')}
          onClick={() => {
            setOpen('name');
          }}
        >
          {t('history.name')}
        </Button>
      )}
      <Button
        icon={Undo2}
        reason={reason}
        onClick={() => {
          setOpen('restore');
        }}
      >
        {t('history.restore')}
      </Button>
      {open === 'name' && <NameDialog at={place.at} onClose={close} />}
      {open === 'restore' && section !== undefined && (
        <RestoreSheet
          document={section.document}
          section={nameOf(section.document)}
          seq={place.seq ?? section.head}
          head={section.head}
          onClose={close}
        />
      )}
    </div>
  );
}

/** Why the moment cannot be brought back; null where it can. */
function useRestoreReason(history: History, place: HistoryPlace): string | null {
  const t = useT();
  const denied = useDenial();
  const { view } = useRoom();
  const section = history.sections.find(({ document }) => document === place.document);
  const right = denied('package.edit');
  if (right !== null) return right;
  if (section === undefined) return t('history.restoreWhole');
  const open = view.sections.some((one) => one.document === section.document && one.state === 'open');
  if (!open) return t('history.restoreClosed');
  if (!view.mayWrite) return t('history.restoreNoRight');
  return place.seq === null || place.seq >= section.head ? t('history.restoreNow') : null;
}
