import type { DocumentId } from '@entente/kernel';
import { ArrowDown, ArrowUp, ChevronDown, Lock, LockOpen, Plus, Trash2, type LucideIcon } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { keys } from '../../api/keys.js';
import { useCall } from '../../api/queries.js';
import { useDenial } from '../../frame/actor.js';
import { useT } from '../../messages/use-t.js';
import { useObservable } from '../../room/observable.js';
import { useRoom } from '../../room/room-context.js';
import type { ReadText } from '../../text/read-text.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { ProblemNote } from '../../ui/problem-note.js';
import { placeAfter } from './place-after.js';

const KINDS = [
  ['article', 'tool.addArticle'],
  ['division', 'tool.addDivision'],
  ['annex', 'tool.addAnnex'],
  ['conclusions', 'tool.addConclusions'],
  ['preamble', 'tool.addPreamble'],
] as const;

/** What the chair and the secretariat do to whole sections; the others do not see it. */
export function SectionMenu({
  document,
  text,
}: {
  document: DocumentId | null;
  text: ReadText | null;
}): ReactNode {
  const t = useT();
  const { view } = useRoom();
  const denied = useDenial()('section.arrange');
  const [removing, setRemoving] = useState(false);
  const actions = useSectionActions(document);
  if (denied !== null || view.state !== 'drafting') return null;
  const name = nameOf(t('tool.sectionNone'), document, text);
  return (
    <span className="section-menu">
      <MenuTrigger>
        <AriaButton className="button button-small" aria-label={t('tool.sectionMenu', { name })}>
          <span className="section-menu-name">{document === null ? t('tool.section') : name}</span>
          <ChevronDown size={14} aria-hidden="true" />
        </AriaButton>
        <Popover placement="bottom end">
          <Menu className="menu">
            {KINDS.map(([kind, label]) => (
              <MenuItem key={kind} onAction={() => actions.add(kind)}>
                <Plus size={15} aria-hidden="true" />
                {t(label)}
              </MenuItem>
            ))}
            {document !== null && (
              <>
                <Entry icon={ArrowUp} label={t('tool.sectionUp')} onAction={() => actions.move(-1)} />
                <Entry icon={ArrowDown} label={t('tool.sectionDown')} onAction={() => actions.move(1)} />
                {actions.closed ? (
                  <Entry icon={LockOpen} label={t('tool.sectionReopen')} onAction={actions.reopen} />
                ) : (
                  <Entry icon={Lock} label={t('tool.sectionClose')} onAction={actions.close} />
                )}
                <Entry icon={Trash2} label={t('tool.sectionRemove')} onAction={() => setRemoving(true)} />
              </>
            )}
          </Menu>
        </Popover>
      </MenuTrigger>
      {actions.error !== null && (
        <div className="section-problem">
          <ProblemNote error={actions.error} />
        </div>
      )}
      {removing && (
        <Dialog title={t('tool.removeTitle')} onClose={() => setRemoving(false)}>
          <p>{t('tool.removeConfirm', { name })}</p>
          <div className="dialog-foot">
            <Button onClick={() => setRemoving(false)}>{t('common.cancel')}</Button>
            <Button
              look="primary"
              onClick={() => {
                actions.remove();
                setRemoving(false);
              }}
            >
              {t('tool.sectionRemove')}
            </Button>
          </div>
        </Dialog>
      )}
    </span>
  );
}

function Entry({
  icon: Icon,
  label,
  onAction,
}: {
  icon: LucideIcon;
  label: string;
  onAction: () => void;
}): ReactNode {
  return (
    <MenuItem onAction={onAction}>
      <Icon size={15} aria-hidden="true" />
      {label}
    </MenuItem>
  );
}

type Kind = (typeof KINDS)[number][0];

function useSectionActions(document: DocumentId | null) {
  const { view, store } = useRoom();
  const { sections } = useObservable(store.state);
  const stale = [keys.package(view.id)];
  const add = useCall('addSection', stale);
  const move = useCall('moveSection', stale);
  const remove = useCall('removeSection', stale);
  const close = useCall('closeSection', stale);
  const reopen = useCall('reopenSection', stale);
  const at = sections.findIndex((section) => section.document === document);
  const here = document === null ? null : { params: { package: view.id, document } };
  const last = sections.at(-1)?.document ?? null;
  return {
    closed: sections[at]?.state === 'closed',
    error: add.error ?? move.error ?? remove.error ?? close.error ?? reopen.error,
    add: (kind: Kind) => {
      add.mutate({ params: { package: view.id }, body: { kind, after: document ?? last } });
    },
    move: (by: 1 | -1) => {
      const after = placeAfter(
        sections.map((section) => section.document),
        at,
        by,
      );
      if (here !== null && after !== undefined) move.mutate({ ...here, body: { after } });
    },
    remove: () => {
      if (here !== null) remove.mutate(here);
    },
    close: () => {
      if (here !== null) close.mutate(here);
    },
    reopen: () => {
      if (here !== null) reopen.mutate(here);
    },
  };
}

function nameOf(none: string, document: DocumentId | null, text: ReadText | null): string {
  const section = text?.outline.find((one) => one.document === document);
  if (document === null || section === undefined) return none;
  return section.marker === '' ? (text?.labels.get(document)?.citation ?? none) : section.marker;
}
