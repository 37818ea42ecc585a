import { FileLock2, FilePen } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useDenial } from '../../frame/actor.js';
import { useLinkedAct } from '../../frame/use-linked-act.js';
import { useT } from '../../messages/use-t.js';
import { useLiveText, useRoom } from '../../room/room-context.js';
import { Button } from '../../ui/button.js';
import { DraftingRule } from './drafting-rule.js';
import { ResumeSheet } from './resume-sheet.js';
import { TableSheet, type GoTo } from './table-sheet.js';

/** Tabling a version and resuming drafting, for those who run the procedure. */
export function VersionActions({ onGo }: { onGo: GoTo }): ReactNode {
  const t = useT();
  const { view } = useRoom();
  const denied = useDenial()('version.table');
  const [open, setOpen] = useState<'table' | 'resume' | null>(null);
  // The sheet reads the text: it opens once all of it has arrived.
  useLinkedAct(useLiveText() !== null, ({ act }) => {
    if (act === 'table' && view.state === 'drafting' && denied === null) setOpen('table');
  });
  const close = (): void => {
    setOpen(null);
  };
  return (
    <div className="row">
      <DraftingRule />
      {view.state === 'drafting' && denied === null && (
        <Button
          look="primary"
          icon={FileLock2}
          onClick={() => {
            setOpen('table');
          }}
        >
          {t('tool.table')}
        </Button>
      )}
      {view.state === 'frozen' && denied === null && (
        <Button
          icon={FilePen}
          onClick={() => {
            setOpen('resume');
          }}
        >
          {t('tool.resume')}
        </Button>
      )}
      {open === 'table' && <TableSheet onClose={close} onGo={onGo} />}
      {open === 'resume' && <ResumeSheet onClose={close} />}
    </div>
  );
}
