import { CircleCheck, Info, OctagonAlert, TriangleAlert, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

type Tone = 'info' | 'warn' | 'bad' | 'good';

const ICONS: Readonly<Record<Tone, LucideIcon>> = {
  info: Info,
  warn: TriangleAlert,
  bad: OctagonAlert,
  good: CircleCheck,
};

/** Something to know here and now. `live` is for what appears by itself: it is announced. */
export function Notice({
  tone = 'info',
  live,
  children,
}: {
  tone?: Tone;
  live?: boolean;
  children: ReactNode;
}): ReactNode {
  const Icon = ICONS[tone];
  return (
    <div
      className={`notice notice-${tone}`}
      role={live === true ? (tone === 'bad' ? 'alert' : 'status') : undefined}
    >
      <Icon size={17} aria-hidden="true" />
      <div className="notice-body">{children}</div>
    </div>
  );
}
