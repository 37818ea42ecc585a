import type { WordRun } from '@entente/document';
import type { ReactNode } from 'react';

/** A word diff: what came is underlined, what went is struck; `ins` and `del` tell assistive technology. */
export function Words({ runs }: { runs: readonly WordRun[] }): ReactNode {
  return runs.map(({ op, text }, at) => {
    // Runs have no identity but their place.
    const key = `${String(at)} ${op}`;
    if (op === 'added') return <ins key={key}>{text}</ins>;
    if (op === 'removed') return <del key={key}>{text}</del>;
    return <span key={key}>{text}</span>;
  });
}
