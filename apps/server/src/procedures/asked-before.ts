import { err, ok, type Result } from '@entente/kernel';
import type { Refusal } from '@entente/nest-platform';
import type { EntityManager } from 'typeorm';
import { NoticeTable, type NoticeRow } from './notice.table.js';
import { refusalOfProcedure } from './refusal-of-procedure.js';

/** What a message says, without the instant and the number that it would get. */
export type Press = Omit<NoticeRow, 'at' | 'nth' | 'nonce'> & { readonly nonce: string };

/**
 * Whether this very press was heard before: then it is done. Its nonce with other content is refused (SPEC R254). Asked under the lock of the
 * package, so that of two at the same time the second finds the first; and before anything else, as an answer may be lost just before the end.
 */
export async function askedBefore(manager: EntityManager, press: Press): Promise<Result<boolean, Refusal>> {
  const { procedure, nonce } = press;
  const earlier = await manager.findOneBy(NoticeTable, { procedure, nonce });
  if (earlier === null) return ok(false);
  return isSame(earlier, press) ? ok(true) : err(refusalOfProcedure({ code: 'NONCE_REUSED' }));
}

/** The number of the next one of its kind. */
export async function nextNth(
  manager: EntityManager,
  { procedure, delegation, step }: Pick<NoticeRow, 'procedure' | 'delegation' | 'step'>,
): Promise<number> {
  return (await manager.countBy(NoticeTable, { procedure, delegation, step })) + 1;
}

const isSame = (earlier: NoticeRow, press: Press): boolean =>
  earlier.step === press.step &&
  earlier.delegation === press.delegation &&
  earlier.person === press.person &&
  earlier.reason === press.reason &&
  earlier.until?.getTime() === press.until?.getTime();
