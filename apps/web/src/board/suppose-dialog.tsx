import type { BoardMark } from '@entente/consensus';
import type { Delegation } from '@entente/contracts';
import { useState, type ReactNode } from 'react';
import { useT } from '../messages/use-t.js';
import { Button } from '../ui/button.js';
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
  const [chosen, setChosen] = useState(CHOICES.find((one) => one === sign) ?? null);
  return (
    <Dialog title={t('boardWhatIf.cell', { partner: partner.name, column: column.name })} onClose={onClose}>
      <Radios
        label={t('boardWhatIf.wouldSay')}
        value={chosen}
        options={CHOICES.map((value) => ({ value, label: t(`stance.${value}`) }))}
        onChange={(mark) => {
          setChosen(mark);
          onSuppose(mark);
        }}
      />
      <p className="quiet small">
        {t('boardWhatIf.alike', { count: column.provisions?.length ?? 0 })} {t('boardWhatIf.private')}
      </p>
      <div>
        <Button look="primary" onClick={onClose}>
          {t('common.close')}
        </Button>
      </div>
    </Dialog>
  );
}
