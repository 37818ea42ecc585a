import { z } from 'zod';
import { delegationCode, givenId, instantMs, line, procedureId, prose } from './primitives.js';
import { procedure } from './procedures.js';
import { table } from './route.js';

const kind = z.enum([
  'statement_in_minutes',
  'interpretative_declaration',
  'explanation_of_vote',
  'dissociation',
]);

/** A declaration that one partner drafted for several, open for joining (consensus SPEC R243). */
export const jointDeclaration = z.strictObject({
  id: z.uuid(),
  kind,
  text: z.string(),
  /** The declaration that it answers. */
  answers: z.string().nullable(),
  /** The drafter first. */
  named: z.array(delegationCode),
  joined: z.array(z.strictObject({ partner: delegationCode, name: z.string(), at: instantMs })),
});
export type JointDeclarationView = z.infer<typeof jointDeclaration>;

/** `with`: whom it names beside the drafter, who joins by drafting. */
export const newJointDeclaration = z.strictObject({
  id: givenId,
  kind,
  with: z.array(delegationCode).min(1).max(300),
  text: prose(20_000).min(1),
  answers: line(128).nullable(),
});
export type NewJointDeclarationBody = z.infer<typeof newJointDeclaration>;

const byProcedure = z.strictObject({ procedure: procedureId });
const byDeclaration = byProcedure.extend({ declaration: givenId });

export const jointDeclarationRoutes = table({
  jointDeclarations: {
    method: 'GET',
    path: '/procedures/:procedure/joint-declarations',
    permission: 'procedure.read',
    summary: 'Declarations open for joining that name one’s partner; chair and secretariat see all.',
    params: byProcedure,
    answer: z.strictObject({ declarations: z.array(jointDeclaration) }),
  },
  draftJointDeclaration: {
    method: 'POST',
    path: '/procedures/:procedure/joint-declarations',
    permission: 'procedure.declare',
    summary: 'Put a declaration before other partners to join. The same id again is the same draft.',
    params: byProcedure,
    body: newJointDeclaration,
    answer: procedure,
  },
  joinDeclaration: {
    method: 'POST',
    path: '/procedures/:procedure/joint-declarations/:declaration/join',
    permission: 'procedure.declare',
    summary: 'Join, for one’s own partner. The last that was awaited makes it a declaration.',
    params: byDeclaration,
    answer: procedure,
  },
  takeBackJointDeclaration: {
    method: 'POST',
    path: '/procedures/:procedure/joint-declarations/:declaration/take-back',
    permission: 'procedure.declare',
    summary: 'The drafter takes it back before it is declared.',
    params: byDeclaration,
    answer: procedure,
  },
});
