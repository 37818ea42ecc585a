import type { ReactNode } from 'react';

/** A table that may be wider than the screen: then it is scrolled, by keyboard too, also where nothing in it takes the focus. */
export function WideTable({ caption, children }: { caption: string; children: ReactNode }): ReactNode {
  return (
    <div
      className="table-wrap"
      role="group"
      aria-label={caption}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a part that scrolls has to take the focus (WCAG 2.1.1)
      tabIndex={0}
    >
      <table className="table">
        <caption className="visually-hidden">{caption}</caption>
        {children}
      </table>
    </div>
  );
}
