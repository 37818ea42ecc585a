import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useT } from '../messages/use-t.js';
import { Button } from './button.js';

type DialogProps = { title: string; onClose: () => void; wide?: boolean; children: ReactNode };

/** A form or a question over the page; mounted while it is open. Escape closes it. */
export function Dialog({ title, onClose, wide, children }: DialogProps): ReactNode {
  const t = useT();
  return (
    <ModalOverlay className="overlay" isOpen onOpenChange={onClose}>
      <Modal className={wide === true ? 'dialog dialog-wide' : 'dialog'}>
        <AriaDialog>
          <div className="dialog-head">
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            <Button look="quiet" icon={X} iconOnly aria-label={t('common.close')} onClick={onClose} />
          </div>
          <div className="dialog-body">{children}</div>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

/** The whole screen for a formal act: what, on which hash, under which rule, what follows, who sees it (UI §0). */
export function Sheet({ title, onClose, children }: Omit<DialogProps, 'wide'>): ReactNode {
  const t = useT();
  return (
    <ModalOverlay className="sheet-overlay" isOpen onOpenChange={onClose}>
      <Modal className="sheet">
        <AriaDialog>
          <div className="sheet-head">
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            <Button look="quiet" icon={X} onClick={onClose}>
              {t('common.close')}
            </Button>
          </div>
          <div className="sheet-body">{children}</div>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
