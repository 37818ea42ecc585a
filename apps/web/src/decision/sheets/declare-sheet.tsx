import { DECLARATION_FORMS, isJointKind } from '@entente/consensus';
import type { NewJointDeclarationBody, Procedure } from '@entente/contracts';
import type { DelegationCode } from '@entente/kernel';
import { useState, type ReactNode } from 'react';
import { useDelegationNames } from '../../api/queries.js';
import { useDenial, useMe } from '../../frame/actor.js';
import { useT } from '../../messages/use-t.js';
import { kindsNow, othersToJoin, partnersOf, type DeclarationKind } from '../declaring.js';
import { DeclareFields, NONE, type Declaring } from './declare-fields.js';
import { ProcedureSheet } from './procedure-sheet.js';
import { useNonce, useRecording } from './use-recording.js';

type SheetProps = { procedure: Procedure; onClose: () => void };

/** A declaration that travels with the decision and does not move it (DOMAIN §1.2); with others named, put before them to join. */
export function DeclareSheet({ procedure, onClose }: SheetProps): ReactNode {
  const t = useT();
  const denied = useDenial()('procedure.declare');
  const kinds = kindsNow(procedure.core, useMe());
  const [first] = kinds;
  const [said, setSaid] = useState<Declaring>({ kind: first, text: '', answers: NONE, others: [] });
  const { kind } = said;
  const others = othersOf(procedure, useMe(), said);
  const words = useWords(said, others);
  const recorded = useDeclare(procedure, said, others);
  return (
    <ProcedureSheet
      procedure={procedure}
      title={t('declare.title')}
      {...words}
      submit={t(others.length === 0 ? 'declare.submit' : 'joint.submit')}
      reason={
        denied ??
        (kind === undefined ? t('declare.tooLate') : null) ??
        (said.text.trim() === '' ? t('declare.textNeeded') : null)
      }
      call={recorded.call}
      recordedAs={recorded.id}
      onSubmit={recorded.submit}
      onClose={onClose}
    >
      <DeclareFields procedure={procedure} kinds={kinds} value={said} onChange={setSaid} />
    </ProcedureSheet>
  );
}

/** Those who are ticked, as far as this kind is one that several make together. */
function othersOf(
  { core }: Procedure,
  me: Parameters<typeof othersToJoin>[1],
  { kind, others }: Declaring,
): readonly DelegationCode[] {
  if (kind === undefined || !isJointKind(kind)) return [];
  return othersToJoin(core, me).filter((partner) => others.includes(partner));
}

function useWords(
  { kind }: Declaring,
  others: readonly DelegationCode[],
): { readonly what: string; readonly next: string; readonly sees?: string } {
  const t = useT();
  const { delegationName } = useMe();
  const nameOf = useDelegationNames();
  if (kind === undefined) return { what: t('declare.tooLate'), next: t('declare.tooLate') };
  const travels = t(`declare.travels.${DECLARATION_FORMS[kind].travels}`);
  const said = { name: delegationName, kind: t(`declaration.${kind}`) };
  if (others.length === 0) return { what: t('declare.what', said), next: travels };
  const names = others.map(nameOf).join(', ');
  const what = t('joint.what', { ...said, others: names });
  return { what, next: `${t('joint.next')} ${travels}`, sees: t('joint.seesDraft') };
}

function useDeclare(procedure: Procedure, said: Declaring, others: readonly DelegationCode[]) {
  const me = useMe();
  const id = useNonce();
  const declare = useRecording('declare');
  const draft = useRecording('draftJointDeclaration');
  const params = { procedure: procedure.id };
  const submit = (): void => {
    const { kind } = said;
    if (kind === undefined) return;
    const answers = said.answers === NONE ? null : said.answers;
    const words = { id, text: said.text.trim(), answers };
    if (others.length === 0) declare.mutate({ params, body: { ...words, kind, partners: partnersOf(me) } });
    else if (isOfSeveral(kind)) draft.mutate({ params, body: { ...words, kind, with: [...others] } });
  };
  return { id, submit, call: others.length === 0 ? declare : draft };
}

/** What the core says, in the type of the wire. */
const isOfSeveral = (kind: DeclarationKind): kind is NewJointDeclarationBody['kind'] => isJointKind(kind);
