import type { ProvisionId } from '@entente/kernel';
import { Lock } from 'lucide-react';
import { memo, useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { Board } from '../../board/board.js';
import { passes, type Filter } from '../../board/filters.js';
import { HeatStrip } from '../../board/heat-strip.js';
import { useT } from '../../messages/use-t.js';
import { useObservable } from '../../room/observable.js';
import { useRoom } from '../../room/room-context.js';
import type { OutlineSection, Provision } from '../../text/outline.js';
import type { ReadText } from '../../text/read-text.js';
import { SelectField } from '../../ui/field.js';
import { Skeleton } from '../../ui/placeholders.js';
import { StanceLegend } from '../../ui/stance-mark.js';
import { useFilterFacts } from './use-filter-facts.js';

/** Height of what stays at the pane's top, in px. */
const PANE_HEAD = 72;

type OutlineProps = {
  board: Board | null;
  text: ReadText | null;
  selected: ProvisionId | null;
  onChoose: (provision: Provision) => void;
};

/** The contents, with each delegation's position on each provision: one look shows where the problem is. */
export function Outline({ board, text, selected, onChoose }: OutlineProps): ReactNode {
  const t = useT();
  const [filter, setFilter] = useState<Filter>('all');
  const { facts, options, remark } = useFilterFacts(filter);
  const { sections } = useObservable(useRoom().store.state);
  const closed = new Set(sections.filter(({ state }) => state === 'closed').map(({ document }) => document));
  const shown = (text?.outline ?? [])
    .map((section) => ({
      ...section,
      provisions: section.provisions.filter(({ id }) => passes(filter, board, id, facts)),
    }))
    .filter(({ kind, provisions }) => (filter === 'all' ? kind !== 'title' : provisions.length > 0));
  const { marks } = facts;
  const agreed = useMemo(
    () => new Set(marks.filter((one) => one.current).map((one) => one.provision)),
    [marks],
  );
  const [focused, setFocused] = useState<ProvisionId | null>(null);
  const ids = shown.flatMap(({ provisions }) => provisions.map(({ id }) => id));
  const stop = [focused, selected].find((id) => id !== null && ids.includes(id)) ?? ids[0] ?? null;
  return (
    <aside className="room-outline" aria-label={t('room.outline')}>
      <div className="outline-filter">
        <SelectField label={t('room.filter')} value={filter} options={options} onChange={setFilter} />
        {remark !== null && <p className="quiet small">{remark}</p>}
        {board !== null && (
          <div className="strip-head" aria-hidden="true">
            {board.partners.length <= 12 && board.partners.map(({ code }) => <span key={code}>{code}</span>)}
          </div>
        )}
      </div>
      {text === null && <Skeleton lines={8} />}
      {text !== null && shown.length === 0 && <p className="quiet outline-empty">{t('room.filterEmpty')}</p>}
      <ul className="outline">
        {shown.map((section) => (
          <StillLines
            key={section.document}
            section={section}
            board={board}
            selected={selected}
            closed={closed.has(section.document)}
            stop={stop}
            agreed={agreed}
            onFocus={setFocused}
            onChoose={onChoose}
          />
        ))}
      </ul>
      <details className="outline-legend">
        <summary>{t('room.legend')}</summary>
        <StanceLegend />
      </details>
    </aside>
  );
}

type LinesProps = {
  section: OutlineSection;
  board: Board | null;
  selected: ProvisionId | null;
  closed: boolean;
  /** The one line that Tab stops at; arrows lead to the others (ARIA APG, roving tabindex). */
  stop: ProvisionId | null;
  /** Provisions that the pen-holder marked as agreed ad referendum, on the present words. */
  agreed: ReadonlySet<ProvisionId>;
  onFocus: (provision: ProvisionId) => void;
  onChoose: (provision: Provision) => void;
};

function SectionTitle({ section, closed }: { section: OutlineSection; closed: boolean }): ReactNode {
  const t = useT();
  const { kind, marker, heading } = section;
  return (
    <>
      <span className="outline-name">{marker === '' ? t(`section.${kind}`) : marker}</span>{' '}
      {kind !== 'title' && heading}
      {closed && <Lock size={12} aria-label={t('room.closedSection')} />}
    </>
  );
}

function AgreedSign(): ReactNode {
  const t = useT();
  return (
    <span className="chip chip-done outline-agreed" title={t('agreed.marked')}>
      {t('agreed.short')}
    </span>
  );
}

function SectionLines(props: LinesProps): ReactNode {
  const { section, board, selected, closed, stop, agreed, onFocus, onChoose } = props;
  const { provisions, kind } = section;
  const lineOf = (provision: Provision): Omit<LineProps, 'cells' | 'children'> => ({
    current: provision.id === selected,
    tabbable: provision.id === stop,
    onFocus: () => {
      onFocus(provision.id);
    },
    onPress: () => {
      onChoose(provision);
    },
  });
  // An article of one paragraph is that paragraph: two lines with the same strip say nothing more.
  const single = provisions.length === 1 ? provisions[0] : undefined;
  const title = <SectionTitle section={section} closed={closed} />;
  const strip = board !== null && provisions.length > 0 && (
    <HeatStrip partners={board.partners} cells={board.sectionStrip(section)} />
  );
  return (
    <li className={`outline-section outline-${kind}`}>
      {single === undefined ? (
        <div className="outline-line outline-heading">
          <span className="outline-words">{title}</span>
          {kind !== 'title' && strip}
        </div>
      ) : (
        <Line {...lineOf(single)} cells={strip}>
          {title}
          {agreed.has(single.id) && <AgreedSign />}
        </Line>
      )}
      {single === undefined && provisions.length > 0 && (
        <ul>
          {provisions.map((provision) => (
            <li key={provision.id} className={`outline-depth-${String(Math.min(provision.depth, 2))}`}>
              <Line
                {...lineOf(provision)}
                cells={
                  board !== null && <HeatStrip partners={board.partners} cells={board.strip(provision.id)} />
                }
              >
                <span className="outline-marker">{provision.marker}</span>
                {agreed.has(provision.id) && <AgreedSign />} {provision.excerpt}
              </Line>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

/** A caret that moves on changes the lines of two sections; the others need not be drawn again. */
const StillLines = memo(SectionLines, (a, b) => {
  const here = ({ section, selected }: LinesProps): ProvisionId | null =>
    section.provisions.some(({ id }) => id === selected) ? selected : null;
  return (
    a.board === b.board &&
    a.closed === b.closed &&
    a.agreed === b.agreed &&
    a.onChoose === b.onChoose &&
    here(a) === here(b) &&
    a.section.marker === b.section.marker &&
    a.section.heading === b.section.heading &&
    a.section.provisions.length === b.section.provisions.length &&
    a.section.provisions.every((one, at) => one === b.section.provisions[at])
  );
});

type LineProps = {
  current: boolean;
  tabbable: boolean;
  cells: ReactNode;
  onFocus: () => void;
  onPress: () => void;
  children: ReactNode;
};

function Line({ current, tabbable, cells, onFocus, onPress, children }: LineProps): ReactNode {
  const line = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (current && line.current !== null) bringIntoPane(line.current);
  }, [current]);
  return (
    <button
      ref={line}
      type="button"
      className="outline-line"
      aria-current={current ? 'true' : undefined}
      tabIndex={tabbable ? 0 : -1}
      onFocus={onFocus}
      onKeyDown={moveFocus}
      onClick={onPress}
    >
      <span className="outline-words">{children}</span>
      {cells}
    </button>
  );
}

/** Arrows, Home and End lead from line to line. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const lines = [
    ...(event.currentTarget.closest('.outline')?.querySelectorAll<HTMLElement>('button.outline-line') ?? []),
  ];
  const at = lines.findIndex((line) => line === document.activeElement);
  const goals: Readonly<Record<string, number>> = {
    ArrowDown: Math.min(at + 1, lines.length - 1),
    ArrowUp: Math.max(at - 1, 0),
    Home: 0,
    End: lines.length - 1,
  };
  const goal = goals[event.key];
  if (at < 0 || goal === undefined) return;
  event.preventDefault();
  lines[goal]?.focus();
}

/** Scrolls the pane alone: `scrollIntoView` would move the page as well. */
function bringIntoPane(line: HTMLElement): void {
  const pane = line.closest('.room-outline');
  if (pane === null) return;
  const { top, bottom } = line.getBoundingClientRect();
  const frame = pane.getBoundingClientRect();
  const above = top - frame.top - PANE_HEAD;
  if (above < 0) pane.scrollTop += above;
  else if (bottom > frame.bottom) pane.scrollTop += bottom - frame.bottom;
}
