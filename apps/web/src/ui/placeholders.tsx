import type { ReactNode } from 'react';
import { useT } from '../messages/use-t.js';

const WIDTHS = ['62%', '88%', '74%', '91%', '56%', '80%'];

/** Where content will stand in a moment. */
export function Skeleton({ lines = 4 }: { lines?: number }): ReactNode {
  const t = useT();
  return (
    <div className="skeleton" role="status" aria-label={t('common.loading')}>
      {Array.from({ length: lines }, (_, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- identical grey bars that never change order
        <span key={at} style={{ width: WIDTHS[at % WIDTHS.length] }} />
      ))}
    </div>
  );
}

/** Says what will stand here and who can start it. */
export function Empty({
  title,
  text,
  children,
}: {
  title: string;
  text: string;
  children?: ReactNode;
}): ReactNode {
  return (
    <div className="empty">
      <h2>{title}</h2>
      <p>{text}</p>
      {children}
    </div>
  );
}
