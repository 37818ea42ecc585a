import type { ReactNode } from 'react';
import { useT } from '../../messages/use-t.js';
import { TextField } from '../../ui/field.js';

type ReasonProps = {
  readonly value: string;
  readonly optional?: boolean;
  readonly onChange: (value: string) => void;
};

export function ReasonField({ value, optional = false, onChange }: ReasonProps): ReactNode {
  const t = useT();
  return (
    <TextField
      label={t('vote.reason')}
      multiline
      maxLength={4_000}
      optional={optional}
      value={value}
      onChange={onChange}
    />
  );
}
