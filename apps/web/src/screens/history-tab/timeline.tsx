import type { History } from '@entente/contracts';
import { Bookmark, FileCheck, PenLine, Undo2, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { keys } from '../../api/keys.js';
import { useCall } from '../../api/queries.js';
import { useT, type Translate } from '../../messages/use-t.js';
import { useRoom } from '../../room/room-context.js';
import { Button } from '../../ui/button.js';
import { At } from '../../ui/chips.js';
import { ProblemNote } from '../../ui/problem-note.js';
import type { HistoryPlace } from './place.js';

type Entry =
  | { kind: 'sitting'; at: number; sitting: History['sittings'][number] }
  | { kind: 'version'; at: number; version: History['versions'][number] }
  | { kind: 'point'; at: number; point: History['points'][number] };

type TimelineProps = {
  history: History;
  place: HistoryPlace;
  nameOf: (document: string) => string;
  move: (change: Partial<HistoryPlace>) => void;
};

/** Sittings, versions and named moments as one list, newest first; each leads to its moment. */
export function Timeline({ history, place, nameOf, move }: TimelineProps): ReactNode {
  const t = useT();
  return (
    <ol className="timeline" aria-label={t('history.timelineLabel')}>
      {entriesOf(history, place).map((entry) => (
        <li key={`${entry.kind} ${String(entry.at)} ${keyIn(entry)}`} className={`timeline-${entry.kind}`}>
          <EntryRow entry={entry} history={history} place={place} nameOf={nameOf} move={move} />
        </li>
      ))}
    </ol>
  );
}

function entriesOf(history: History, { delegation, before }: HistoryPlace): Entry[] {
  const oldest = history.more ? (history.sittings.at(-1)?.from ?? 0) : 0;
  const inPage = ({ at }: Entry): boolean => at >= oldest && (before === null || at < before);
  const marks: Entry[] =
    delegation !== null
      ? []
      : [
          ...history.versions.map((version): Entry => ({ kind: 'version', at: version.at, version })),
          ...history.points.map((point): Entry => ({ kind: 'point', at: point.at, point })),
        ].filter(inPage);
  const sittings = history.sittings.map((sitting): Entry => ({ kind: 'sitting', at: sitting.to, sitting }));
  return [...sittings, ...marks].toSorted((a, b) => b.at - a.at);
}

function keyIn(entry: Entry): string {
  if (entry.kind === 'sitting') return `${entry.sitting.person} ${entry.sitting.delegation}`;
  return entry.kind === 'point' ? entry.point.point : String(entry.version.revision);
}

function EntryRow({ entry, ...rest }: TimelineProps & { entry: Entry }): ReactNode {
  const t = useT();
  switch (entry.kind) {
    case 'sitting':
      return <SittingRow {...rest} sitting={entry.sitting} />;
    case 'version': {
      const { at, heads, revision } = entry.version;
      return (
        <Row {...rest} at={at} seqIn={(document) => heads.find((one) => one.document === document)?.seq}>
          <FileCheck size={15} aria-hidden="true" />
          <span className="timeline-who">{t('history.version', { revision })}</span>
        </Row>
      );
    }
    case 'point':
      return <PointRow {...rest} point={entry.point} />;
  }
}

function SittingRow({
  sitting,
  ...rest
}: TimelineProps & { sitting: History['sittings'][number] }): ReactNode {
  const t = useT();
  const { history, place, nameOf } = rest;
  const { person, delegation, parts, to } = sitting;
  const name = history.people.find((one) => one.person === person)?.name ?? '';
  const restored = history.restores.filter(
    (one) =>
      one.person === person &&
      parts.some(
        (part) => part.document === one.document && part.fromSeq <= one.seq && one.seq <= part.toSeq,
      ),
  );
  const last = (document: string): number | undefined =>
    parts.findLast((part) => part.document === document)?.toSeq;
  return (
    <Row {...rest} at={to} seqIn={last}>
      <PenLine size={15} aria-hidden="true" />
      <span className="timeline-who">
        <b>{delegation}</b> {name}
      </span>
      <span className="timeline-what">{countsWords(t, sitting)}</span>
      {place.document === null && <span className="timeline-what">{sectionsWords(t, parts, nameOf)}</span>}
      {restored.map((one) => (
        <span key={one.seq} className="timeline-what">
          <Undo2 size={13} aria-hidden="true" />{' '}
          {t('history.restoredTo', { section: nameOf(one.document), to: one.to })}
        </span>
      ))}
    </Row>
  );
}

function PointRow({ point, ...rest }: TimelineProps & { point: History['points'][number] }): ReactNode {
  const t = useT();
  const { view } = useRoom();
  const hide = useCall('hidePoint', [keys.history(view.id)]);
  return (
    <>
      <Row
        {...rest}
        at={point.at}
        seqIn={(document) => point.heads.find((one) => one.document === document)?.seq}
      >
        <Bookmark size={15} aria-hidden="true" />
        <span className="timeline-who">{point.name}</span>
        <span className="timeline-what">
          {t('history.sitting', { name: point.by.name, delegation: point.by.delegation })}
        </span>
      </Row>
      {point.mayHide && (
        <Button
          look="quiet"
          small
          iconOnly
          icon={X}
          busy={hide.isPending}
          aria-label={t('history.hide', { name: point.name })}
          onClick={() => {
            hide.mutate({ params: { package: view.id, point: point.point } });
          }}
        />
      )}
      <ProblemNote error={hide.error} />
    </>
  );
}

type RowProps = Omit<TimelineProps, 'history' | 'nameOf'> & {
  at: number;
  /** The row of the chosen section at that moment. */
  seqIn: (document: string) => number | undefined;
  children: ReactNode;
};

function Row({ at, seqIn, place, move, children }: RowProps): ReactNode {
  const { document } = place;
  const seq = document === null ? undefined : seqIn(document);
  const isHere = document === null ? place.at === at : seq !== undefined && place.seq === seq;
  return (
    <button
      type="button"
      className="timeline-row"
      aria-current={isHere ? 'true' : undefined}
      onClick={() => {
        move(document === null ? { at: at as NonNullable<HistoryPlace['at']> } : { seq: seq ?? null });
      }}
    >
      {children}
      <span className="timeline-when">
        <At ms={at} />
      </span>
    </button>
  );
}

function countsWords(t: Translate, { added, removed, moved }: History['sittings'][number]): string {
  const both = added > 0 && removed > 0 ? 'yes' : 'no';
  const counts = added + removed === 0 ? '' : t('history.counts', { added, removed, both });
  const words = [counts, moved > 0 ? t('history.moved', { moved }) : ''].filter(Boolean).join(', ');
  return words === '' ? t('history.noWords') : words;
}

function sectionsWords(
  t: Translate,
  parts: History['sittings'][number]['parts'],
  nameOf: (document: string) => string,
): string {
  const names = [...new Set(parts.map(({ document }) => nameOf(document)))];
  return names.length <= 3 ? names.join(', ') : t('history.inSections', { count: names.length });
}
