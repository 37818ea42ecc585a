import type { PastBlock, PastRunView, PastText } from '@entente/contracts';
import { useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useT } from '../../messages/use-t.js';
import { Empty } from '../../ui/placeholders.js';
import { runWords, type Hands } from './run-words.js';

type AttributedProps = { past: PastText; who: boolean; nameOf: (document: string) => string };

/** The text of a moment, each hand's words marked by letters and colour; one stop of Tab, arrow keys inside. */
export function AttributedText({ past, who, nameOf }: AttributedProps): ReactNode {
  const t = useT();
  const [active, setActive] = useState<string | null>(null);
  const host = useRef<HTMLDivElement>(null);
  const infoId = useId();
  const hues = huesOf(past.hands);
  const runs = new Map(runsIn(past).map((one) => [one.key, one.run]));
  const shown = active === null ? undefined : runs.get(active);
  if (runs.size === 0 && past.sections.every(({ blocks }) => blocks.length === 0)) {
    return <Empty title={t('history.nothingThere')} text={t('history.nothingThereText')} />;
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrow keys between words, as in a toolbar; the text stays a text
    <div
      ref={host}
      className={who ? 'past legal-text' : 'past past-plain legal-text'}
      role="group"
      aria-label={`${t('history.text')}. ${t('history.textHint')}`}
      onKeyDown={(event) => {
        moveFocus(event, host.current);
      }}
    >
      {past.sections.map(({ document, label, blocks }) => (
        <section key={document} className="past-section">
          <h3 className="past-name">{label === '' ? nameOf(document) : label}</h3>
          {shownIn(document, blocks).map(({ key, block }) => (
            <Block
              key={key}
              name={key}
              block={block}
              look={{
                hands: past.hands,
                hues,
                active: active ?? [...runs.keys()][0] ?? '',
                infoId,
                setActive,
              }}
            />
          ))}
        </section>
      ))}
      <p className="past-info" id={infoId} role="status">
        {shown === undefined ? t('history.runHint') : runWords(t, shown, past.hands)}
      </p>
    </div>
  );
}

type Look = {
  hands: Hands;
  hues: readonly number[];
  active: string;
  infoId: string;
  setActive: (key: string) => void;
};

function Block({ name, block, look }: { name: string; block: PastBlock; look: Look }): ReactNode {
  return (
    <div
      className={`past-block past-${block.node}${block.removed === null ? '' : ' past-block-removed'}`}
      style={{ marginInlineStart: `${String(Math.max(0, block.depth) * 1.4)}em` }}
    >
      {block.marker !== '' && <span className="past-marker">{block.marker}</span>}
      <span className="past-words">
        {block.runs.map((run, at) => (
          <Run key={keyOf(name, at)} id={keyOf(name, at)} run={run} before={block.runs[at - 1]} look={look} />
        ))}
      </span>
    </div>
  );
}

type RunProps = { id: string; run: PastRunView; before: PastRunView | undefined; look: Look };

function Run({ id, run, before, look }: RunProps): ReactNode {
  const t = useT();
  const hand = look.hands[run.written.hand];
  // Where another hand begins; drawn by the style sheet, so that the words stay words when they are copied.
  const tag = before?.written.hand === run.written.hand ? undefined : hand?.delegation;
  const isActive = look.active === id;
  const show = (): void => {
    look.setActive(id);
  };
  const words = run.removed === null ? run.text : <del>{run.text}</del>;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- pointing at words shows whose they are, and does nothing
    <span
      className={`past-run past-hue-${String(look.hues[run.written.hand] ?? 0)}${suggestedClass(run)}`}
      role="note"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- so that the keyboard reaches what the pointer does
      tabIndex={isActive ? 0 : -1}
      data-run={id}
      data-tag={tag}
      aria-describedby={isActive ? look.infoId : undefined}
      title={runWords(t, run, look.hands)}
      onFocus={show}
      onMouseEnter={show}
    >
      {words}
    </span>
  );
}

function suggestedClass({ suggested }: PastRunView): string {
  return suggested === null ? '' : ` past-suggested-${suggested}`;
}

const keyOf = (name: string, at: number): string => `${name} ${String(at)}`;

/** Blocks have no identity of their own but their place: the same id may stand twice, once removed. */
function keyed(document: string, blocks: readonly PastBlock[]): { key: string; block: PastBlock }[] {
  return blocks.map((block, at) => ({ key: `${document} ${String(at)}`, block }));
}

/** What has words; the mark of a paragraph stands before the first words in it. */
function shownIn(document: string, blocks: readonly PastBlock[]): { key: string; block: PastBlock }[] {
  let waiting: PastBlock | null = null;
  const shown: { key: string; block: PastBlock }[] = [];
  for (const one of keyed(document, blocks)) {
    const { marker, depth, runs } = one.block;
    if (runs.length > 0) {
      const mark: PastBlock | null =
        marker === '' && waiting !== null && waiting.depth < depth ? waiting : null;
      shown.push(
        mark === null ? one : { ...one, block: { ...one.block, marker: mark.marker, depth: mark.depth } },
      );
      waiting = null;
    } else if (marker !== '') waiting = one.block;
  }
  return shown;
}

function runsIn({ sections }: PastText): { key: string; run: PastRunView }[] {
  return sections.flatMap(({ document, blocks }) =>
    keyed(document, blocks).flatMap(({ key, block }) =>
      block.runs.map((run, at) => ({ key: keyOf(key, at), run })),
    ),
  );
}

const HUES = 6;

/** One colour a delegation, in the order in which they first stand in the text; letters tell them apart beyond six. */
function huesOf(hands: Hands): number[] {
  const order = [...new Set(hands.map(({ delegation }) => delegation))];
  return hands.map(({ delegation }) => order.indexOf(delegation) % HUES);
}

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

function moveFocus(event: KeyboardEvent, host: HTMLElement | null): void {
  const step = STEPS[event.key];
  if (step === undefined || host === null) return;
  const runs = [...host.querySelectorAll<HTMLElement>('[data-run]')];
  const at = runs.findIndex((run) => run === document.activeElement);
  const next = runs[at + step];
  if (at < 0 || next === undefined) return;
  event.preventDefault();
  next.focus();
}
