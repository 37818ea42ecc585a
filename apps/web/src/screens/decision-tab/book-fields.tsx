import type { Rulebook } from '@entente/consensus';
import type { ReactNode } from 'react';
import { asksForItems, type Choice } from '../../decision/opening.js';
import { InstantField } from '../../decision/sheets/instant-field.js';
import { useT } from '../../messages/use-t.js';
import type { ReadText } from '../../text/read-text.js';
import { SelectField } from '../../ui/field.js';
import { EntriesField, type EntriesWritten } from './entries-field.js';

/** The vote of a rule alone, and the stated deadline, beside what rule books hold. */
export const PLAIN = '';
export const STATED = '';

/** What of an opening is written by a rule book's own measure. */
export type BookWritten = {
  readonly book: string;
  readonly lane: string;
  readonly deadline: string;
  readonly opens: string;
  readonly sunset: string;
  readonly items: EntriesWritten;
};

export const nameOf = ({ id, version }: Pick<Rulebook, 'id' | 'version'>): string =>
  `${id} ${String(version)}`;

type BookProps<Written extends BookWritten> = {
  written: Written;
  books: readonly Rulebook[];
  choice: Choice | null;
  text: ReadText | null;
  onChange: (written: Written) => void;
};

/** The rule book, and what it leaves to whoever opens. */
export function BookFields<Written extends BookWritten>(props: BookProps<Written>): ReactNode {
  const t = useT();
  const { written, books, choice, onChange } = props;
  return (
    <>
      <SelectField
        label={t('open.book')}
        value={written.book}
        options={[
          { value: PLAIN, label: t('open.plain') },
          ...books.map((book) => ({ value: nameOf(book), label: `${book.name} (${book.body})` })),
        ]}
        onChange={(book) => {
          const lane = books.find((one) => nameOf(one) === book)?.clock.lanes[0]?.id ?? STATED;
          onChange({ ...written, book, lane });
        }}
      />
      {choice !== null && <Chosen {...props} choice={choice} />}
    </>
  );
}

function Chosen<Written extends BookWritten>(props: BookProps<Written> & { choice: Choice }): ReactNode {
  const t = useT();
  const { written, choice, text, onChange } = props;
  const { zone, lanes } = choice.book.clock;
  return (
    <>
      <p className="quiet small">{choice.book.basis}</p>
      <SelectField
        label={t('open.period')}
        value={choice.lane}
        options={[
          ...lanes.map(({ id, title }) => ({ value: id, label: title })),
          { value: STATED, label: t('open.stated') },
        ]}
        onChange={(lane) => {
          onChange({ ...written, lane });
        }}
      />
      {choice.lane === STATED && (
        <InstantField
          label={t('open.deadline')}
          value={written.deadline}
          seatZone={zone}
          onChange={(deadline) => {
            onChange({ ...written, deadline });
          }}
        />
      )}
      {asksForItems(choice.book) && (
        <EntriesField
          written={written.items}
          matrix={choice.book.kind === 'matrix'}
          text={text}
          onChange={(items) => {
            onChange({ ...written, items });
          }}
        />
      )}
      <InstantField
        label={t('open.opens')}
        value={written.opens}
        seatZone={zone}
        optional
        onChange={(opens) => {
          onChange({ ...written, opens });
        }}
      />
      <InstantField
        label={t('open.sunset')}
        value={written.sunset}
        seatZone={zone}
        optional
        onChange={(sunset) => {
          onChange({ ...written, sunset });
        }}
      />
    </>
  );
}
