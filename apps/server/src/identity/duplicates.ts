import { Refusal } from '@entente/nest-platform';

/** A second row with the same key is refused as `ALREADY_EXISTS`; PostgreSQL alone can tell without a race. */
export async function refuseDuplicate(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    // 23505: unique_violation.
    if ((error as { code?: unknown }).code === '23505') throw new Refusal('ALREADY_EXISTS');
    throw error;
  }
}
