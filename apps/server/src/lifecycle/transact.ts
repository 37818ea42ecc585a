import { err, ok, type Result } from '@entente/kernel';
import { Refusal } from '@entente/nest-platform';
import type { DataSource, EntityManager } from 'typeorm';

/** An answer of a use case: its value, or the refusal that the controller throws. */
export type Answer<T> = Result<T, Refusal>;

/** One transaction that a refusal rolls back: nothing of what was written before it stays. */
export async function transact<T>(
  database: DataSource,
  work: (manager: EntityManager) => Promise<Answer<T>>,
): Promise<Answer<T>> {
  try {
    const value = await database.transaction(async (manager) => unwrap(await work(manager)));
    return ok(value);
  } catch (thrown) {
    if (thrown instanceof Refusal) return err(thrown);
    throw thrown;
  }
}

/** At the rim: the value, or the refusal thrown for the one filter. */
export function unwrap<T>(answer: Answer<T>): T {
  if (!answer.ok) throw answer.error;
  return answer.value;
}
