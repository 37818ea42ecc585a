import type { Rulebook } from '@entente/consensus';
import type { OpenProcedure, PackageView, Procedure } from '@entente/contracts';
import { bindingFaults } from '@entente/formats';
import type { Hash } from '@entente/kernel';
import { useMemo, useState, type ReactNode } from 'react';
import { keys } from '../../api/keys.js';
import { useCall, usePartners, useRulebooks, useVersion } from '../../api/queries.js';
import { DeadlineClock } from '../../decision/deadline-clock.js';
import {
  asksForItems,
  followedBy,
  itemsOf,
  previewOf,
  type Choice,
  type Following,
} from '../../decision/opening.js';
import { InstantField } from '../../decision/sheets/instant-field.js';
import { instantOfWallTime } from '../../format/wall-time.js';
import { useNow } from '../../frame/use-now.js';
import { isMessage, useT, type Translate } from '../../messages/use-t.js';
import { useRoom } from '../../room/room-context.js';
import { readFrozen, type ReadText } from '../../text/read-text.js';
import { ActSheet } from '../../ui/act-sheet.js';
import { At, HashText } from '../../ui/chips.js';
import { SelectField } from '../../ui/field.js';
import { Notice } from '../../ui/notice.js';
import { EntriesField, type EntriesWritten } from './entries-field.js';
import { StandingReserves } from './standing-reserves.js';

type SheetProps = { procedures: readonly Procedure[]; onClose: () => void };

/** The vote of a rule alone, and the stated deadline, beside what rule books hold. */
const PLAIN = '';
const STATED = '';

type Written = {
  book: string;
  lane: string;
  deadline: string;
  opens: string;
  sunset: string;
  items: EntriesWritten;
};
const BLANK: Written = {
  book: PLAIN,
  lane: '',
  deadline: '',
  opens: '',
  sunset: '',
  items: { entries: [{ title: '', provisions: [] }], framework: true },
};

export function OpenSheet({ procedures, onClose }: SheetProps): ReactNode {
  const t = useT();
  const room = useRoom();
  // What the chair read when the sheet opened stays on it, whatever happens meanwhile.
  const [view] = useState(room.view);
  const [written, setWritten] = useState<Written>(BLANK);
  const { partners, books, hash, choice, preview, reason, text } = useChoice(view, written);
  const following =
    choice === null || hash === undefined
      ? null
      : followedBy(procedures, { packageHash: hash, book: choice.book });
  const open = useCall('openProcedure', [keys.package(view.id), keys.packages]);
  const { revision, number } = view;
  return (
    <ActSheet
      title={t('procedure.openOn', { revision })}
      what={t(choice === null ? 'open.what' : `open.what.${choice.book.kind}`, { revision, number })}
      hash={hash ?? null}
      rule={choice === null ? t('open.rule') : `${choice.book.name}. ${t(`rule.${choice.book.rule.id}`)}.`}
      next={t(choice === null ? 'open.next' : 'open.nextByBook', {
        codes: partners.map(({ code }) => code).join(', '),
      })}
      sees={t('open.sees')}
      word={t('versions.rev', { revision })}
      submit={t('open.submit')}
      reason={reason}
      pending={open.isPending}
      error={open.error}
      onSubmit={() => {
        if (hash === undefined) return;
        open.mutate({ params: { package: view.id }, body: bodyOf(hash, choice, following) });
      }}
      onClose={onClose}
      receipt={open.data === undefined ? null : <Receipt procedure={open.data} view={view} />}
    >
      <BookFields written={written} books={books} choice={choice} text={text} onChange={setWritten} />
      {following !== null && (
        <Notice>{t(`open.follows.${following.as}`, { revision: following.procedure.revision })}</Notice>
      )}
      {preview !== null && <Preview preview={preview} />}
      <StandingReserves package={view.id} policy={choice?.book.reservePolicy ?? null} />
    </ActSheet>
  );
}

type Previewed = ReturnType<typeof previewOf>;

/** What was written, as a choice, and what would come of it here and now. */
function useChoice(view: PackageView, written: Written) {
  const t = useT();
  const partners = usePartners();
  const books = useRulebooks().data?.rulebooks ?? [];
  const now = useNow();
  const hash = view.versions.find((version) => version.revision === view.revision)?.packageHash;
  const text = useFrozen(view);
  const choice = choiceOf(written, books, t('open.frameworkTitle'));
  const preview: Previewed | null =
    choice === null || hash === undefined ? null : previewOf(choice, { packageHash: hash, partners, now });
  const fault = preview?.ok === false ? faultWords(t, preview.error) : unboundWords(t, choice, text);
  const reason = hash === undefined ? t('procedure.notFrozen') : fault;
  return { partners, books, hash, choice, preview, reason, text };
}

/** The words that are to be decided on. */
function useFrozen({ id, revision }: PackageView): ReadText | null {
  const { data } = useVersion(id, revision);
  return useMemo(() => (data === undefined ? null : readFrozen(data.canonical)), [data]);
}

/** What is wrong with the provisions that entries name, by the server's own rule; null: nothing. */
function unboundWords(t: Translate, choice: Choice | null, text: ReadText | null): string | null {
  if (choice === null || choice.items.length === 0) return null;
  if (text === null) return t('open.readingText');
  const [fault] = bindingFaults(text.sections, choice.items);
  return fault === undefined ? null : faultWords(t, fault.code);
}

function Preview({ preview }: { preview: Previewed }): ReactNode {
  const t = useT();
  if (!preview.ok) return <Notice tone="warn">{faultWords(t, preview.error)}</Notice>;
  const { deadlineAt, zone, calendar } = preview.value;
  return deadlineAt === null ? null : (
    <DeadlineClock deadline={deadlineAt} seatZone={zone} calendar={calendar} />
  );
}

function choiceOf(
  { book, lane, deadline, opens, sunset, items }: Written,
  books: readonly Rulebook[],
  framework: string,
): Choice | null {
  const found = books.find(({ id, version }) => nameOf({ id, version }) === book);
  if (found === undefined) return null;
  const lanes = found.clock.lanes.map(({ id }) => id);
  return {
    book: found,
    lane: lanes.includes(lane) ? lane : STATED,
    deadlineAt: lanes.includes(lane) ? null : instantOfWallTime(deadline),
    opensAt: instantOfWallTime(opens),
    sunsetAt: instantOfWallTime(sunset),
    items: asksForItems(found)
      ? itemsOf(found, { entries: items.entries, framework: items.framework ? framework : null })
      : [],
  };
}

const nameOf = ({ id, version }: Pick<Rulebook, 'id' | 'version'>): string => `${id} ${String(version)}`;

function bodyOf(packageHash: Hash, choice: Choice | null, following: Following | null): OpenProcedure {
  if (choice === null) return { packageHash, rule: 'UNANIMITY_ABST' };
  const { book, lane, deadlineAt, opensAt, sunsetAt, items } = choice;
  return {
    packageHash,
    rulebook: { id: book.id, version: book.version },
    ...(lane === STATED ? {} : { lane }),
    ...(deadlineAt === null ? {} : { deadlineAt }),
    ...(opensAt === null ? {} : { opensAt }),
    ...(sunsetAt === null ? {} : { sunsetAt }),
    ...(items.length === 0 ? {} : { items: items.map(sentItem) }),
    ...(following === null ? {} : { follows: { procedure: following.procedure.id, as: following.as } }),
  };
}

const sentItem = ({ id, title, framework, provisions }: Choice['items'][number]) => ({
  id,
  title,
  ...(framework === true ? { framework } : {}),
  ...(provisions === undefined ? {} : { provisions: [...provisions] }),
});

type BookProps = {
  written: Written;
  books: readonly Rulebook[];
  choice: Choice | null;
  text: ReadText | null;
  onChange: (written: Written) => void;
};

function BookFields({ written, books, choice, text, onChange }: BookProps): ReactNode {
  const t = useT();
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
      {choice !== null && (
        <>
          <p className="quiet small">{choice.book.basis}</p>
          <SelectField
            label={t('open.period')}
            value={choice.lane}
            options={[
              ...choice.book.clock.lanes.map(({ id, title }) => ({ value: id, label: title })),
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
              seatZone={choice.book.clock.zone}
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
            seatZone={choice.book.clock.zone}
            optional
            onChange={(opens) => {
              onChange({ ...written, opens });
            }}
          />
          <InstantField
            label={t('open.sunset')}
            value={written.sunset}
            seatZone={choice.book.clock.zone}
            optional
            onChange={(sunset) => {
              onChange({ ...written, sunset });
            }}
          />
        </>
      )}
    </>
  );
}

function faultWords(t: Translate, code: string): string {
  const id = `open.fault.${code}`;
  return isMessage(id) ? t(id) : t('open.fault.other', { code });
}

function Receipt({ procedure, view }: { procedure: Procedure; view: PackageView }): ReactNode {
  const t = useT();
  const { packageHash, openedAt, deadlineAt, state } = procedure;
  return (
    <div className="receipt" role="status">
      <p className="receipt-number">
        {t(state === 'announced' ? 'open.announced' : 'open.done', { revision: view.revision })}
      </p>
      <dl className="facts">
        <dt>{t('act.receiptHash')}</dt>
        <dd>
          <HashText hash={packageHash} whole />
        </dd>
        {openedAt !== null && (
          <>
            <dt>{t('act.receiptAt')}</dt>
            <dd>
              <At ms={openedAt} />
            </dd>
          </>
        )}
        {deadlineAt !== null && (
          <>
            <dt>{t('open.deadline')}</dt>
            <dd>
              <At ms={deadlineAt} />
            </dd>
          </>
        )}
      </dl>
    </div>
  );
}
