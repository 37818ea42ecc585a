import { placeIn, type Span } from '@entente/consensus';
import type { ReactNode } from 'react';
import { formatInstant } from '../format/instant.js';

/** A part of a whole, 0 to 1, as CSS. */
export const percent = (part: number): string => `${(part * 100).toFixed(3)}%`;

/** The first and the last instant of what stands above. */
export function TimeAxis({ extent }: { extent: Span }): ReactNode {
  return (
    <p className="timeline-axis quiet small">
      <span>{formatInstant(extent.from)}</span>
      <span>{formatInstant(extent.to)}</span>
    </p>
  );
}

/** A stretch of time as a bar. */
export function Stretch({
  span,
  extent,
  className,
}: {
  span: Span;
  extent: Span;
  className: string;
}): ReactNode {
  const [from, to] = [placeIn(extent, span.from), placeIn(extent, span.to)];
  return <span className={className} style={{ left: percent(from), width: percent(to - from) }} />;
}
