import { DECLARATION_FORMS } from '@entente/consensus';
import type { JointDeclarationView, Procedure } from '@entente/contracts';
import type { ReactNode } from 'react';
import { useDenial, useMe } from '../../frame/actor.js';
import { useT } from '../../messages/use-t.js';
import { ProcedureSheet } from './procedure-sheet.js';
import { useRecording } from './use-recording.js';

type JointProps = {
  readonly procedure: Procedure;
  readonly joint: JointDeclarationView;
  readonly does: 'join' | 'take_back';
  readonly onClose: () => void;
};

/** A partner joins a declaration on its own words, for itself; or who drafted it takes it back. */
export function JointSheet({ procedure, joint, does, onClose }: JointProps): ReactNode {
  const t = useT();
  const me = useMe();
  const denied = useDenial()('procedure.declare');
  const join = useRecording('joinDeclaration');
  const takeBack = useRecording('takeBackJointDeclaration');
  const call = does === 'join' ? join : takeBack;
  const left = joint.named.length - joint.joined.length - 1;
  const next =
    does === 'take_back'
      ? t('joint.takeBackNext')
      : `${t('joint.joinNext', { left })} ${t(`declare.travels.${DECLARATION_FORMS[joint.kind].travels}`)}`;
  return (
    <ProcedureSheet
      procedure={procedure}
      title={t(`joint.${does}`)}
      what={t(`joint.${does}What`, { name: me.delegationName, kind: t(`declaration.${joint.kind}`) })}
      next={next}
      {...(does === 'join' && left === 0 ? {} : { sees: t('joint.seesDraft') })}
      submit={t(`joint.${does}`)}
      reason={denied}
      call={call}
      recordedAs={joint.id}
      onSubmit={() => {
        call.mutate({ params: { procedure: procedure.id, declaration: joint.id } });
      }}
      onClose={onClose}
    >
      <blockquote className="position-note">{joint.text}</blockquote>
    </ProcedureSheet>
  );
}
