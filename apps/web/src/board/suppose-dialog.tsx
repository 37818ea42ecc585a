import type { BoardMark } from '@entente/consensus';
import type { Delegation } from '@entente/contracts';
import type { ReactNode } from 'react';
import { useT } from '../messages/use-t.js';
import { Dialog } from '../ui/dialog.js';
import { Radios } from '../ui/field.js';
import type { Column } from './face.js';

const CHOICES: readonly BoardMark[] = [
  'support',
  'can_accept',
  'no_instructions',
  'scrutiny',
  'substantive',
  'oppose',
];

type SupposeProps = {
  partner: Delegation;
  column: Column;
  onSuppose: (mark: BoardMark) => void;
  onClose: () => void;
};

/** One cell supposed otherwise. A section, or all, is supposed alike on each of its provisions. */
export function SupposeDialog({ partner, column, onSuppose, onClose }: SupposeProps): ReactNode {
  const t = useT();
  const { sign } = column.face(partner);
  return (
    <Dialog title={t('boardWhatIf.cell', { partner: partner.name, column: column.name })} onClose={onClose}>
      <Radios
        label={t('boardWhatIf.wouldSay')}
        value={CHOICES.find((one) => one === sign) ?? null}
        options={CHOICES.map((value) => ({ value, label: t(`stance.${value}`) }))}
        onChange={onSuppose}
      />
      <p className="quiet small">
        {t('boardWhatIf.alike', { count: column.provisions?.length ?? 0 })} {t('whatIf.private')}
      </p>
    </Dialog>
  );
}
