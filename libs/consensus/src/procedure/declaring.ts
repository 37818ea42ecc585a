import { err, ok, type Instant, type Result } from '@entente/kernel';
import { decideDeclaration, type Stage } from '../reserve/declarations.js';
import { declaredJointly, type JointDeclaration } from '../reserve/joint.js';
import type { CommandOf } from './command.js';
import { evolveAll, isClosed } from './evolve.js';
import type { ProcedureEvent } from './event.js';
import type { Refusal } from './refusal.js';
import type { Procedure } from './state.js';

/** A declaration that travels with the decision; the same one again is the same (SPEC R108). */
export function declare(
  procedure: Procedure,
  { declaration }: CommandOf<'declare'>,
  now: Instant,
): Result<readonly ProcedureEvent[], Refusal> {
  const { declarations, members } = procedure;
  const earlier = declarations.find((each) => each.id === declaration.id);
  const { kind, text, person } = declaration;
  if (earlier?.kind === kind && earlier.text === text && earlier.person === person) return ok([]);
  const decided = decideDeclaration(declaration, {
    stage: stageOf(procedure),
    members: members.map((member) => member.partner),
    earlier: declarations,
    now,
  });
  return decided.ok ? ok([{ type: 'declared', declaration: decided.value, at: now }]) : err(decided.error);
}

/** The events of an end, with what was open for joining declared before it by those who had joined (SPEC R244). */
export function withJointlyDeclared(
  procedure: Procedure,
  events: readonly ProcedureEvent[],
  joint: readonly JointDeclaration[],
): readonly ProcedureEvent[] {
  const end = events.findIndex(({ type }) => type === 'closed');
  const at = events[end]?.at;
  if (at === undefined) return events;
  const { members } = evolveAll(procedure, events.slice(0, end)) ?? procedure;
  const codes = members.map(({ partner }) => partner);
  const declared = joint.flatMap((each): ProcedureEvent[] => {
    const declaration = declaredJointly(each, codes, at);
    return declaration === null ? [] : [{ type: 'declared', declaration, at }];
  });
  return events.toSpliced(end, 0, ...declared);
}

/** Where a procedure is for whoever declares. */
export function stageOf({ state, openedAt }: Procedure): Stage {
  if (state === 'adopted') return 'adopted';
  if (isClosed(state)) return 'ended_otherwise';
  return openedAt === null ? 'before_opening' : 'open';
}
