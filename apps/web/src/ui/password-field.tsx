import { Eye, EyeOff, KeyRound } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useT } from '../messages/use-t.js';
import { Button } from './button.js';
import { TextField } from './field.js';

/** Without 0 and O, 1 and l: a first password may be read out over the telephone. */
const SIGNS = 'abcdefghijkmnpqrstuvwxyz23456789';
const GROUPS = 5;
const GROUP = 4;

/** Five groups of four signs, 100 bits: `k7mp-x2ha-…`. 32 signs divide 256, so each is as likely as the others. */
function makePassword(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(GROUPS * GROUP));
  const signs = [...bytes].map((byte) => SIGNS[byte % SIGNS.length]).join('');
  return Array.from({ length: GROUPS }, (_, at) => signs.slice(at * GROUP, (at + 1) * GROUP)).join('-');
}

type PasswordProps = {
  value: string;
  error?: string | undefined;
  onChange: (value: string) => void;
};

/** A first password for somebody else: hidden while typed, made here if wanted, and then shown, to be handed over. */
export function FirstPasswordField({ value, error, onChange }: PasswordProps): ReactNode {
  const t = useT();
  const [shown, setShown] = useState(false);
  return (
    <div className="stack-tight">
      <TextField
        label={t('setup.firstPassword')}
        hint={t('setup.firstPasswordHint')}
        type={shown ? 'text' : 'password'}
        autoComplete="new-password"
        spellCheck={false}
        value={value}
        error={error}
        onChange={onChange}
      />
      <span className="row">
        <Button
          small
          icon={KeyRound}
          onClick={() => {
            onChange(makePassword());
            setShown(true);
          }}
        >
          {t('password.make')}
        </Button>
        <Button
          small
          icon={shown ? EyeOff : Eye}
          onClick={() => {
            setShown(!shown);
          }}
        >
          {t(shown ? 'password.hide' : 'password.show')}
        </Button>
      </span>
    </div>
  );
}
