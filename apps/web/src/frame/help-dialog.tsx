import type { ReactNode } from 'react';
import type { MessageId } from '../messages/en.js';
import { useT } from '../messages/use-t.js';
import { Dialog } from '../ui/dialog.js';

const KEYS: readonly (readonly [keys: string, does: MessageId])[] = [
  ['g t  g p  g d  g a  g u  g r  g h  g c', 'help.g'],
  [']  [', 'help.next'],
  ['?', 'help.help'],
  ['Ctrl Z  Ctrl Y', 'help.undo'],
  ['Alt Shift Y  Alt Shift N', 'help.settle'],
  ['Tab', 'help.tab'],
  ['Esc', 'help.leave'],
];

export function HelpDialog({ onClose }: { onClose: () => void }): ReactNode {
  const t = useT();
  return (
    <Dialog title={t('help.title')} onClose={onClose}>
      <p>{t('help.where')}</p>
      <dl className="facts">
        {KEYS.map(([keys, does]) => (
          <div key={does} className="facts-row">
            <dt>
              {keys.split('  ').map((key) => (
                <kbd key={key} className="key">
                  {key}
                </kbd>
              ))}
            </dt>
            <dd>{t(does)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
