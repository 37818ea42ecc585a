import type { Delegation } from '@entente/contracts';
import type { ReactNode } from 'react';
import type { ForumWritten } from '../../decision/opening.js';
import { useT } from '../../messages/use-t.js';
import { Checks, TextField } from '../../ui/field.js';
import { Notice } from '../../ui/notice.js';

type ForumProps = {
  readonly partners: readonly Delegation[];
  readonly forum: ForumWritten;
  readonly onChange: (forum: ForumWritten) => void;
};

/** Whom a procedure that follows asks; on leaving somebody out, the ground that they are told (SPEC R235). */
export function ForumField({ partners, forum, onChange }: ForumProps): ReactNode {
  const t = useT();
  const { left, ground } = forum;
  const codes = partners.map(({ code }) => code);
  const names = partners.filter(({ code }) => left.includes(code)).map(({ name }) => name);
  return (
    <>
      <Checks
        label={t('forum.who')}
        options={partners.map(({ code, name }) => ({ value: code, label: name }))}
        values={codes.filter((code) => !left.includes(code))}
        onChange={(asked) => {
          onChange({ ground, left: codes.filter((code) => !asked.includes(code)) });
        }}
      />
      {left.length > 0 && (
        <>
          <TextField
            label={t('forum.ground')}
            multiline
            maxLength={2_000}
            value={ground}
            onChange={(written) => {
              onChange({ left, ground: written });
            }}
          />
          <Notice tone="warn">{t('forum.without', { names: names.join(', '), count: names.length })}</Notice>
        </>
      )}
    </>
  );
}
