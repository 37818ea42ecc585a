import type { DelegationKind } from '@entente/access';
import type { DelegationCode } from '@entente/kernel';
import type { ReactNode } from 'react';
import { useCoalition } from '../../api/queries.js';
import { useMe } from '../../frame/actor.js';
import { useT } from '../../messages/use-t.js';
import { Checks } from '../../ui/field.js';

/** Seats that an annex can be released to (SPEC of access, `annex.read`). */
const READERS: readonly DelegationKind[] = ['partner', 'chair', 'secretariat'];

/** The delegations that an annex is released to; one's own always sees it. */
export function ReleaseField(props: {
  values: readonly DelegationCode[];
  onChange: (values: DelegationCode[]) => void;
}): ReactNode {
  const t = useT();
  const me = useMe();
  const { data } = useCoalition();
  const others = (data?.delegations ?? []).filter(
    ({ code, active, kind }) => active && code !== me.delegation && READERS.includes(kind),
  );
  return (
    <Checks
      label={t('deposit.release')}
      options={others.map(({ code, name }) => ({ value: code, label: name }))}
      values={props.values}
      onChange={props.onChange}
    />
  );
}
