import type { JointDeclarationView, Procedure } from '@entente/contracts';
import type { ReactNode } from 'react';
import { useDelegationNames, useJointDeclarations } from '../api/queries.js';
import { useDenial, useMe } from '../frame/actor.js';
import { useT } from '../messages/use-t.js';
import { Button } from '../ui/button.js';
import { At } from '../ui/chips.js';
import { ProblemNote } from '../ui/problem-note.js';

type Does = (joint: JointDeclarationView, does: 'join' | 'take_back') => void;

/** Declarations open for joining, as far as they name one's delegation; chair and secretariat see all. */
export function JointDeclarations({
  procedure,
  onOpen,
}: {
  readonly procedure: Procedure;
  readonly onOpen: Does;
}): ReactNode {
  const t = useT();
  const { data, error } = useJointDeclarations(procedure);
  if (data === undefined || data.declarations.length === 0) return <ProblemNote error={error} />;
  return (
    <section className="stack-tight" aria-label={t('joint.title')}>
      <h3>{t('joint.title')}</h3>
      <p className="quiet small">{t('joint.sees')}</p>
      <ul className="slowing">
        {data.declarations.map((joint) => (
          <Open key={joint.id} joint={joint} onOpen={onOpen} />
        ))}
      </ul>
    </section>
  );
}

function Open({ joint, onOpen }: { readonly joint: JointDeclarationView; readonly onOpen: Does }): ReactNode {
  const t = useT();
  const nameOf = useDelegationNames();
  const { named, joined, kind, text } = joint;
  const [drafter, ...others] = named;
  const awaited = named.filter((code) => !joined.some(({ partner }) => partner === code));
  return (
    <li>
      <strong>{drafter === undefined ? '' : nameOf(drafter)}</strong> {t(`declaration.${kind}`)},{' '}
      {t('joint.together', { others: others.map(nameOf).join(', ') })}
      <p className="position-note">{text}</p>
      <ul className="small">
        {joined.map(({ partner, name, at }) => (
          <li key={partner}>
            {t('joint.joined', { partner: nameOf(partner), name })}, <At ms={at} />
          </li>
        ))}
        {awaited.map((code) => (
          <li key={code} className="quiet">
            {t('joint.awaited', { partner: nameOf(code) })}
          </li>
        ))}
      </ul>
      <Acts joint={joint} awaited={awaited} onOpen={onOpen} />
    </li>
  );
}

function Acts({
  joint,
  awaited,
  onOpen,
}: {
  readonly joint: JointDeclarationView;
  readonly awaited: readonly string[];
  readonly onOpen: Does;
}): ReactNode {
  const t = useT();
  const { delegation } = useMe();
  const denied = useDenial()('procedure.declare');
  const does =
    joint.named[0] === delegation ? 'take_back' : awaited.includes(delegation) ? 'join' : undefined;
  if (does === undefined) return null;
  return (
    <Button
      small
      reason={denied}
      onClick={() => {
        onOpen(joint, does);
      }}
    >
      {t(`joint.${does}`)}
    </Button>
  );
}
