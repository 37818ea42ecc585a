import type { PackageState } from '@entente/contracts';
import { Check, Copy } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { formatInstant } from '../format/instant.js';
import { useT } from '../messages/use-t.js';
import { Button } from './button.js';

const LOOK: Readonly<Record<PackageState, string>> = {
  drafting: 'chip',
  frozen: 'chip chip-live',
  decision: 'chip chip-live',
  adopted: 'chip chip-done',
  published: 'chip chip-done',
};

export function StateChip({ state }: { state: PackageState }): ReactNode {
  const t = useT();
  return <span className={LOOK[state]}>{t(`state.${state}`)}</span>;
}

/** A hash: short with its whole in reach, or whole where it is what the page is about. */
export function HashText({ hash, whole }: { hash: string; whole?: boolean }): ReactNode {
  const t = useT();
  const [copied, setCopied] = useState(false);
  const copy = (): void => {
    void navigator.clipboard.writeText(hash).then(() => {
      setCopied(true);
    });
  };
  return (
    <span className={whole === true ? 'hash hash-whole' : 'hash'} title={hash}>
      {whole === true ? hash : `${hash.slice(0, 15)}…${hash.slice(-6)}`}
      <Button
        look="quiet"
        small
        iconOnly
        icon={copied ? Check : Copy}
        aria-label={copied ? t('common.copied') : t('common.copyHash')}
        onClick={copy}
      />
    </span>
  );
}

/** An instant as `Fri 27 Nov 2026, 17:00 CET`, in the reader's own zone. */
export function At({ ms }: { ms: number }): ReactNode {
  return (
    <time className="nowrap" dateTime={new Date(ms).toISOString()}>
      {formatInstant(ms)}
    </time>
  );
}
