import { residualHash, subjectsOf } from '@entente/consensus';
import type { Procedure } from '@entente/contracts';
import type { ReactNode } from 'react';
import { titlesOf } from '../../decision/scope-words.js';
import { useT } from '../../messages/use-t.js';
import { HashText } from '../../ui/chips.js';
import { Checks, Radios } from '../../ui/field.js';
import { Notice } from '../../ui/notice.js';

type ScopeProps = {
  readonly procedure: Procedure;
  readonly value: readonly string[];
  readonly onChange: (value: readonly string[]) => void;
};

const ALL = '';

/** What an act is about: one part of a composite rule, entries that can be severed, or the whole. Nothing where there is no choice. */
export function ScopeField({ procedure, value, onChange }: ScopeProps): ReactNode {
  const { terms } = procedure.core;
  if (subjectsOf(terms).length === 0) return null;
  return terms.rule.id === 'COMPOSITE' ? (
    <PartField procedure={procedure} value={value} onChange={onChange} />
  ) : (
    <EntriesField procedure={procedure} value={value} onChange={onChange} />
  );
}

function PartField({ procedure, value, onChange }: ScopeProps): ReactNode {
  const t = useT();
  const { rule } = procedure.core.terms;
  const parts = rule.id === 'COMPOSITE' ? rule.parts : [];
  return (
    <Radios
      label={t('scope.part')}
      value={value[0] ?? ALL}
      options={[
        { value: ALL, label: t('scope.allParts') },
        ...parts.map((part) => ({
          value: part.name,
          label: t('scope.partRule', { part: part.name, rule: t(`rule.${part.rule.id}`) }),
        })),
      ]}
      onChange={(part) => {
        onChange(part === ALL ? [] : [part]);
      }}
    />
  );
}

/** Several entries, and what is left of the package without them: the same hash that the record will state (SPEC R88). */
function EntriesField({ procedure, value, onChange }: ScopeProps): ReactNode {
  const t = useT();
  const { terms, packageHash, matters } = procedure.core;
  const open = matters.filter(({ state }) => state === 'open' || state === 'held').map(({ id }) => id);
  const framework = terms.items.some((item) => item.framework === true && value.includes(item.id));
  const rejected = matters.filter(({ state }) => state === 'rejected').map(({ id }) => id);
  const kept = terms.items.map(({ id }) => id).filter((id) => !value.includes(id) && !rejected.includes(id));
  return (
    <>
      <Checks
        label={t('scope.entries')}
        values={value}
        options={terms.items
          .filter(({ id }) => open.includes(id))
          .map(({ id, title, framework: whole }) => ({
            value: id,
            label: whole === true ? t('scope.framework', { title }) : title,
          }))}
        onChange={onChange}
      />
      {value.length === 0 || framework ? (
        <Notice>{t(framework ? 'scope.frameworkWhole' : 'scope.none')}</Notice>
      ) : (
        <dl className="facts small">
          <dt>{t('scope.left')}</dt>
          <dd>{kept.length === 0 ? t('sentence.nothing') : titlesOf(procedure, kept).join(', ')}</dd>
          <dt>{t('scope.leftHash')}</dt>
          <dd>
            <HashText hash={residualHash(terms, packageHash, kept)} whole />
          </dd>
        </dl>
      )}
    </>
  );
}
