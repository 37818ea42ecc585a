import { err, ok, type Instant, type Result } from '@entente/kernel';
import { decideDeclaration, type Stage } from '../reserve/declarations.js';
import type { CommandOf } from './command.js';
import { isClosed } from './evolve.js';
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

function stageOf({ state, openedAt }: Procedure): Stage {
  if (state === 'adopted') return 'adopted';
  if (isClosed(state)) return 'ended_otherwise';
  return openedAt === null ? 'before_opening' : 'open';
}
