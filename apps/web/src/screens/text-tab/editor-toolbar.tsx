import type { EditorCommand, LegalEditor } from '@entente/editor';
import type { DocumentId } from '@entente/kernel';
import {
  ArrowDown,
  ArrowUp,
  IndentDecrease,
  IndentIncrease,
  Redo2,
  Trash2,
  Undo2,
  type LucideIcon,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { Toolbar } from 'react-aria-components';
import { useT } from '../../messages/use-t.js';
import type { ReadText } from '../../text/read-text.js';
import { Button } from '../../ui/button.js';
import { SectionMenu } from './section-menu.js';

const MAKE: readonly EditorCommand[] = [
  'insertParagraph',
  'insertSubparagraph',
  'insertPoint',
  'insertRecital',
  'insertCitation',
  'insertHeading',
];

const SHIFT: readonly (readonly [EditorCommand, LucideIcon])[] = [
  ['outdent', IndentDecrease],
  ['indent', IndentIncrease],
  ['moveUp', ArrowUp],
  ['moveDown', ArrowDown],
  ['remove', Trash2],
];

type ToolbarProps = {
  editor: LegalEditor | null;
  /** Grows with each change of the editor's state: asks the commands again. */
  tick: number;
  selected: { readonly document: DocumentId } | null;
  text: ReadText | null;
};

/** The editor's commands; one stop of Tab, arrows within (ARIA toolbar). */
export function EditorToolbar({ editor, tick, selected, text }: ToolbarProps): ReactNode {
  const t = useT();
  const reason = (can: boolean): string | null => (can ? null : t('tool.cannot'));
  const press = (act: (one: LegalEditor) => boolean) => (): void => {
    if (editor === null) return;
    act(editor);
    editor.view.focus();
  };
  return (
    <div className="toolbar-line" data-tick={tick}>
      <Toolbar aria-label={t('tool.bar')} className="toolbar">
        <Button
          look="quiet"
          small
          iconOnly
          icon={Undo2}
          aria-label={t('tool.undo')}
          title={t('tool.undo')}
          reason={reason(editor?.canUndo() === true)}
          onClick={press((one) => one.undo())}
        />
        <Button
          look="quiet"
          small
          iconOnly
          icon={Redo2}
          aria-label={t('tool.redo')}
          title={t('tool.redo')}
          reason={reason(editor?.canRedo() === true)}
          onClick={press((one) => one.redo())}
        />
        <span className="toolbar-gap" />
        {MAKE.map((command) => (
          <Button
            key={command}
            look="quiet"
            small
            reason={reason(editor?.can(command) === true)}
            onClick={press((one) => one.run(command))}
          >
            {t(`tool.${command}`)}
          </Button>
        ))}
        <span className="toolbar-gap" />
        {SHIFT.map(([command, icon]) => (
          <Button
            key={command}
            look="quiet"
            small
            iconOnly
            icon={icon}
            aria-label={t(`tool.${command}`)}
            title={t(`tool.${command}`)}
            reason={reason(editor?.can(command) === true)}
            onClick={press((one) => one.run(command))}
          />
        ))}
      </Toolbar>
      <SectionMenu editor={editor} tick={tick} document={selected?.document ?? null} text={text} />
    </div>
  );
}
