import type { Fault } from '@entente/document';
import type { LegalEditor } from '@entente/editor';
import type { DocumentId } from '@entente/kernel';
import { ArrowDown, ArrowUp, ChevronDown, Lock, LockOpen, Plus, Trash2, type LucideIcon } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { useDenial } from '../../frame/actor.js';
import { useT } from '../../messages/use-t.js';
import { useRoom } from '../../room/room-context.js';
import type { ReadText } from '../../text/read-text.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { ProblemNote } from '../../ui/problem-note.js';
import { faultSentence } from './fault-words.js';
import { useArrival, useSectionActions } from './section-actions.js';

const KINDS = [
  ['article', 'tool.addArticle'],
  ['division', 'tool.addDivision'],
  ['annex', 'tool.addAnnex'],
  ['conclusions', 'tool.addConclusions'],
  ['preamble', 'tool.addPreamble'],
] as const;

type MenuProps = {
  editor: LegalEditor | null;
  /** Grows with each change of the editor's state: a section that was added may have arrived. */
  tick: number;
  document: DocumentId | null;
  text: ReadText | null;
};

/** What the chair and the secretariat do to whole sections; the others do not see it. */
export function SectionMenu({ editor, tick, document, text }: MenuProps): ReactNode {
  const t = useT();
  const { view, store } = useRoom();
  const denied = useDenial()('section.arrange');
  const [asked, setAsked] = useState<'remove' | 'close' | null>(null);
  const arrive = useArrival(editor, tick);
  const actions = useSectionActions(document, arrive);
  if (denied !== null || view.state !== 'drafting') return null;
  const name = nameOf(t('tool.sectionNone'), document, text);
  // Asked for on the act alone: it is a pass over the whole text, and this is drawn at each keystroke.
  const unfinished = (of: ReadText | null): readonly Fault[] =>
    (of?.canonical.freezeFaults ?? []).filter((fault) => fault.document === document);
  const close = (): void => {
    if (unfinished(store.live.now()).length > 0) setAsked('close');
    else actions.close();
  };
  const done = (): void => {
    setAsked(null);
  };
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
                  <Entry icon={Lock} label={t('tool.sectionClose')} onAction={close} />
                )}
                <Entry icon={Trash2} label={t('tool.sectionRemove')} onAction={() => setAsked('remove')} />
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
      {asked === 'remove' && (
        <Confirm
          title={t('tool.removeTitle')}
          act={t('tool.sectionRemove')}
          onAct={actions.remove}
          onEnd={done}
        >
          <p>{t('tool.removeConfirm', { name })}</p>
        </Confirm>
      )}
      {asked === 'close' && (
        <Confirm title={t('tool.closeTitle')} act={t('tool.closeAnyway')} onAct={actions.close} onEnd={done}>
          <Unfinished name={name} faults={unfinished(text)} text={text} />
        </Confirm>
      )}
    </span>
  );
}

type ConfirmProps = {
  title: string;
  act: string;
  onAct: () => void;
  onEnd: () => void;
  children: ReactNode;
};

function Confirm({ title, act, onAct, onEnd, children }: ConfirmProps): ReactNode {
  const t = useT();
  return (
    <Dialog title={title} onClose={onEnd}>
      {children}
      <div className="dialog-foot">
        <Button onClick={onEnd}>{t('common.cancel')}</Button>
        <Button
          look="primary"
          onClick={() => {
            onAct();
            onEnd();
          }}
        >
          {act}
        </Button>
      </div>
    </Dialog>
  );
}

/** What stands in the way of tabling and cannot be mended while the section is closed. */
function Unfinished(props: { name: string; faults: readonly Fault[]; text: ReadText | null }): ReactNode {
  const t = useT();
  const { name, faults, text } = props;
  return (
    <div className="stack-tight">
      <p>{t('tool.closeUnfinished', { name })}</p>
      <ul className="fault-list">
        {faults.map((fault) => (
          <li key={`${fault.code} ${fault.provision ?? ''}`}>{faultSentence(t, fault, text)}</li>
        ))}
      </ul>
    </div>
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

function nameOf(none: string, document: DocumentId | null, text: ReadText | null): string {
  const section = text?.outline.find((one) => one.document === document);
  if (document === null || section === undefined) return none;
  return section.marker === '' ? (text?.labels.get(document)?.citation ?? none) : section.marker;
}
