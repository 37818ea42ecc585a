import type { ReactNode } from 'react';
import { formatInstant } from '../../format/instant.js';
import { instantOfWallTime } from '../../format/wall-time.js';
import { useT } from '../../messages/use-t.js';
import { TextField } from '../../ui/field.js';

type InstantProps = {
  readonly label: string;
  readonly value: string;
  readonly seatZone: string;
  readonly optional?: boolean;
  readonly onChange: (value: string) => void;
};

/** A moment, written in the reader's zone and read back in the seat's and UTC: nobody sets a deadline in the wrong zone. */
export function InstantField({
  label,
  value,
  seatZone,
  optional = false,
  onChange,
}: InstantProps): ReactNode {
  const t = useT();
  const at = instantOfWallTime(value);
  const hint =
    at === null
      ? t('sheet.yourZone')
      : t('sheet.inZones', { seat: formatInstant(at, seatZone), utc: formatInstant(at, 'UTC') });
  return (
    <TextField
      label={label}
      hint={hint}
      type="datetime-local"
      value={value}
      optional={optional}
      onChange={onChange}
    />
  );
}
