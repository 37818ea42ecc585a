import { X } from 'lucide-react';
import { useEffect, useId, type ReactNode } from 'react';
import { useT } from '../messages/use-t.js';
import { Button } from './button.js';

type DrawerProps = { title: string; onClose: () => void; children: ReactNode };

/** At the side of the page, which stays in use beside it; mounted while it is open. Escape in it closes it. */
export function Drawer({ title, onClose, children }: DrawerProps): ReactNode {
  const t = useT();
  const name = useId();
  useFocusBack();
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape reaches it from whatever in it has the focus
    <aside
      className="drawer"
      aria-labelledby={name}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <div className="drawer-head">
        <h2 id={name}>{title}</h2>
        <Button look="quiet" icon={X} iconOnly aria-label={t('common.close')} onClick={onClose} />
      </div>
      <div className="drawer-body stack-tight">{children}</div>
    </aside>
  );
}

/** Closed while the focus is in it, the focus goes back to what opened it. */
function useFocusBack(): void {
  useEffect(() => {
    const opener = document.activeElement;
    return () => {
      if (document.activeElement === document.body && opener instanceof HTMLElement) opener.focus();
    };
  }, []);
}
