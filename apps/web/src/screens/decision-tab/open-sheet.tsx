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
  chosenForum,
  followableOn,
  followedBy,
  forumBefore,
  itemsOf,
  previewOf,
  type Choice,
  type ForumWritten,
} from '../../decision/opening.js';
import { instantOfWallTime } from '../../format/wall-time.js';
import { useNow } from '../../frame/use-now.js';
import { isMessage, useT, type Translate } from '../../messages/use-t.js';
import { useExactText, useRoom } from '../../room/room-context.js';
import { useDraftHash } from '../../text/draft-hash.js';
import { readFrozen, type ReadText } from '../../text/read-text.js';
import { ActSheet } from '../../ui/act-sheet.js';
import { At, HashText } from '../../ui/chips.js';
import { Notice } from '../../ui/notice.js';
import { BookFields, nameOf, PLAIN, STATED, type BookWritten } from './book-fields.js';
import { ForumField } from './forum-field.js';
import { StandingReserves } from './standing-reserves.js';

type SheetProps = { procedures: readonly Procedure[]; onClose: () => void };

type Written = BookWritten & {
  /** Null: as the procedure before it had it. */
  readonly forum: ForumWritten | null;
};
const BLANK: Written = {
  book: PLAIN,
  lane: '',
  deadline: '',
  opens: '',
  sunset: '',
  items: { entries: [{ title: '', provisions: [] }], framework: true },
  forum: null,
};

/** Opens on the frozen version; or again on the version that came back from a procedure, while the draft is still the same. */
export function OpenSheet({ procedures, onClose }: SheetProps): ReactNode {
  const t = useT();
  const room = useRoom();
  // What the chair read when the sheet opened stays on it, whatever happens meanwhile.
  const [view] = useState(room.view);
  const [written, setWritten] = useState<Written>(BLANK);
  const chosen = useChoice(view, written, procedures);
  const { partners, books, hash, choice, preview, reason, text, following, forum } = chosen;
  const open = useCall('openProcedure', [keys.package(view.id), keys.packages]);
  const { revision, number } = view;
  const again = view.state === 'drafting';
  const asked = partners.filter(({ code }) => following === null || !forum.left.includes(code));
  return (
    <ActSheet
      title={t(again ? 'forum.again' : 'procedure.openOn', { revision })}
      what={t(choice === null ? 'open.what' : `open.what.${choice.book.kind}`, { revision, number })}
      hash={hash ?? null}
      rule={choice === null ? t('open.rule') : `${choice.book.name}. ${t(`rule.${choice.book.rule.id}`)}.`}
      next={t(choice === null ? 'open.next' : 'open.nextByBook', {
        codes: asked.map(({ code }) => code).join(', '),
      })}
      sees={t('open.sees')}
      word={t('versions.rev', { revision })}
      submit={t('open.submit')}
      reason={reason}
      pending={open.isPending}
      error={open.error}
      onSubmit={() => {
        if (hash === undefined) return;
        open.mutate({ params: { package: view.id }, body: bodyOf(hash, chosen) });
      }}
      onClose={onClose}
      receipt={open.data === undefined ? null : <Receipt procedure={open.data} view={view} />}
    >
      {again && <Notice>{t('forum.againText', { revision })}</Notice>}
      <BookFields written={written} books={books} choice={choice} text={text} onChange={setWritten} />
      {following !== null && (
        <>
          <ForumField
            partners={partners}
            forum={forum}
            onChange={(changed) => {
              setWritten({ ...written, forum: changed });
            }}
          />
          <Notice>{t(`open.follows.${following.as}`, { revision: following.procedure.revision })}</Notice>
        </>
      )}
      {preview !== null && <Preview preview={preview} />}
      <StandingReserves
        package={view.id}
        policy={choice?.book.reservePolicy ?? null}
        asked={asked.map(({ code }) => code)}
      />
    </ActSheet>
  );
}

type Previewed = ReturnType<typeof previewOf>;

/** What was written, as a choice, and what would come of it here and now. */
function useChoice(view: PackageView, written: Written, procedures: readonly Procedure[]) {
  const t = useT();
  const partners = usePartners();
  const books = useRulebooks().data?.rulebooks ?? [];
  const now = useNow();
  const hash = view.versions.find((version) => version.revision === view.revision)?.packageHash;
  const text = useFrozen(view);
  const choice = choiceOf(written, books, t('open.frameworkTitle'));
  const last = hash === undefined ? null : followableOn(procedures, hash);
  const forum = written.forum ?? forumBefore(last);
  const following =
    choice === null || hash === undefined
      ? null
      : followedBy(procedures, { packageHash: hash, book: choice.book, forum });
  const preview: Previewed | null =
    choice === null || hash === undefined
      ? null
      : previewOf(choice, { packageHash: hash, partners, now, following, forum });
  const fault = preview?.ok === false ? faultWords(t, preview.error) : unboundWords(t, choice, text);
  const stale = useStaleWords(view, { hash, last, choice });
  const reason = hash === undefined ? t('procedure.notFrozen') : (stale ?? fault);
  return { partners, books, hash, choice, preview, reason, text, following, forum };
}

type Chosen = ReturnType<typeof useChoice>;

/** Why a draft is not opened again as it stands; null: it is exactly the version that came back, or it is frozen. */
function useStaleWords(
  view: PackageView,
  { hash, last, choice }: { hash: Hash | undefined; last: Procedure | null; choice: Choice | null },
): string | null {
  const t = useT();
  const { revision } = view;
  const draft = useDraftHash(view, useExactText());
  if (view.state !== 'drafting') return null;
  if (last === null) return t('forum.tableFirst');
  if (draft !== null && draft !== hash) return t('forum.changed', { revision, next: revision + 1 });
  if (draft === null) return t('table.noText');
  return choice === null ? t('forum.chooseBook') : null;
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

function bodyOf(packageHash: Hash, { choice, following, forum, partners }: Chosen): OpenProcedure {
  if (choice === null) return { packageHash, rule: 'UNANIMITY_ABST' };
  const { book, lane, deadlineAt, opensAt, sunsetAt, items } = choice;
  const named = chosenForum(
    partners.map(({ code }) => code),
    following,
    forum,
  );
  return {
    packageHash,
    rulebook: { id: book.id, version: book.version },
    ...(lane === STATED ? {} : { lane }),
    ...(deadlineAt === null ? {} : { deadlineAt }),
    ...(opensAt === null ? {} : { opensAt }),
    ...(sunsetAt === null ? {} : { sunsetAt }),
    ...(items.length === 0 ? {} : { items: items.map(sentItem) }),
    ...(following === null ? {} : { follows: { procedure: following.procedure.id, as: following.as } }),
    ...(named === undefined ? {} : { forum: { asks: [...named.asks], ground: named.ground } }),
  };
}

const sentItem = ({ id, title, framework, provisions }: Choice['items'][number]) => ({
  id,
  title,
  ...(framework === true ? { framework } : {}),
  ...(provisions === undefined ? {} : { provisions: [...provisions] }),
});

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
