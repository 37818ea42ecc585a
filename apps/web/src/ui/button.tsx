import type { LucideIcon } from 'lucide-react';
import { useId, type ComponentProps, type ReactNode } from 'react';

type Look = 'plain' | 'primary' | 'quiet' | 'link';

type ButtonProps = Omit<ComponentProps<'button'>, 'type' | 'disabled'> & {
  look?: Look;
  icon?: LucideIcon;
  small?: boolean;
  /** Why it cannot be pressed now; the button stays in the tab order and says so. */
  reason?: string | null;
  busy?: boolean;
  submit?: boolean;
  /** No words on it; `aria-label` names it. */
  iconOnly?: boolean;
  children?: ReactNode;
};

/** A button that, greyed, tells why: it is described by its reason and does nothing when pressed. */
export function Button(props: ButtonProps): ReactNode {
  const { look: _look, small: _small, iconOnly: _iconOnly, className: _className, ...rest } = props;
  const { icon: Icon, reason = null, busy: _busy, submit, children, onClick, ...native } = rest;
  const reasonId = useId();
  const off = isOff(props);
  return (
    <>
      <button
        {...native}
        type={submit === true && !off ? 'submit' : 'button'}
        className={classOf(props)}
        aria-disabled={off || undefined}
        aria-describedby={reason === null ? native['aria-describedby'] : reasonId}
        title={reason ?? native.title}
        onClick={off ? undefined : onClick}
      >
        {Icon !== undefined && <Icon size={16} aria-hidden="true" />}
        {children}
      </button>
      {reason !== null && (
        <span id={reasonId} className="visually-hidden">
          {reason}
        </span>
      )}
    </>
  );
}

function isOff({ reason = null, busy = false }: ButtonProps): boolean {
  return reason !== null || busy;
}

function classOf({ look = 'plain', small, iconOnly, className }: ButtonProps): string {
  const names = ['button', `button-${look}`, small && 'button-small', iconOnly && 'button-icon', className];
  return names.filter(Boolean).join(' ');
}
