export {
  DECLARATION_FORMS,
  DECLARATIONS,
  decideDeclaration,
  type Declaration,
  type DeclarationForm,
  type DeclarationKind,
  type DeclarationRefusal,
  type NewDeclaration,
  type Stage,
} from './declarations.js';
export {
  declaredJointly,
  draftJoint,
  isJoinedByAll,
  isJointKind,
  joinJoint,
  type Joined,
  type JointDeclaration,
  type JointRefusal,
  type NewJointDeclaration,
} from './joint.js';
export {
  POLICIES,
  RESERVES,
  STANDS_IN_THE_WAY_OF,
  USUAL_POLICY,
  type ReserveEffect,
  type ReserveKind,
  type ReservePolicy,
} from './kinds.js';
export {
  reservesOfAsked,
  standingReserves,
  type LastProcedure,
  type TakenPosition,
  type ProvisionHashes,
} from './standing.js';
export {
  decideReserve,
  evolveReserves,
  liveReserves,
  reservesInTheWay,
  type EndOfReserve,
  type NewReserve,
  type Reserve,
  type ReserveCommand,
  type ReserveContext,
  type ReserveEnd,
  type ReserveEvent,
  type ReserveRefusal,
} from './reserve.js';
