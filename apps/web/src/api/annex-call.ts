import { annexRoutes } from '@entente/contracts/annex';
import {
  answerOf,
  call,
  pathOf,
  problemOf,
  requestInit,
  send,
  type AnswerOf,
  type Parts,
  type RequestOf,
} from './call.js';
import { ApiFailure } from './failure.js';

type AnnexRouteName = keyof typeof annexRoutes;
type Shape = { method: string; path: string; permission: string; rawBody?: string };

/**
 * Calls a route of the annex store, which stands at its own address and takes a token of its own that lives for a minute.
 * The drafting server gives the token and the address and sees nothing else of the call (DESIGN §8).
 */
export async function callAnnex<Name extends AnnexRouteName>(
  name: Name,
  request: RequestOf<(typeof annexRoutes)[Name]>,
): Promise<AnswerOf<(typeof annexRoutes)[Name]>> {
  const response = await sendAnnex(annexRoutes[name], request as Parts, {});
  return (await answerOf(response)) as AnswerOf<(typeof annexRoutes)[Name]>;
}

/** Deposits bytes; what they are travels in a header, because the body is the bytes themselves. */
export async function depositAnnex(
  bytes: Blob,
  metadata: object,
): Promise<AnswerOf<(typeof annexRoutes)['depositAnnex']>> {
  const header = encodeURIComponent(JSON.stringify(metadata));
  const response = await sendAnnex(annexRoutes.depositAnnex, { bytes }, { 'entente-annex': header });
  return (await answerOf(response)) as AnswerOf<(typeof annexRoutes)['depositAnnex']>;
}

/** The bytes, and the number under which the opening stands in the owner's register. */
export type OpenedAnnex = { readonly bytes: Blob; readonly opening: number };

/** Reads an annex; the opening is in the owner's register before the first byte arrives. */
export async function openAnnex(annex: string, purpose: string): Promise<OpenedAnnex> {
  const response = await sendAnnex(annexRoutes.openAnnex, { params: { annex }, body: { purpose } }, {});
  if (!response.ok) throw new ApiFailure(await problemOf(response));
  const opening = Number(response.headers.get('entente-opening'));
  return { bytes: await response.blob(), opening };
}

async function sendAnnex(
  route: Shape,
  parts: Parts,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  const { token, address } = await call('annexToken', {});
  const init = requestInit(route, parts);
  const all = new Headers(init.headers);
  for (const [name, value] of Object.entries(headers)) all.set(name, value);
  const url = `${address.replace(/\/$/, '')}/annex/v1${pathOf(route.path, parts)}`;
  return send(url, { ...init, credentials: 'omit', headers: all }, token);
}
