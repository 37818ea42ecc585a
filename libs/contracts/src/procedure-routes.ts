import type { Reserve, Rulebook } from '@entente/consensus';
import { z } from 'zod';
import { decisionRecord } from './decision-record.js';
import {
  answerAdReferendum,
  askExtension,
  chairCommand,
  delegateAct,
  newCorrigendum,
  newDeclaration,
  noticeStep,
  openProcedure,
  partnerAct,
  partnerWord,
} from './procedure-commands.js';
import { versionView } from './packages.js';
import { position, procedure, takePosition } from './procedures.js';
import { givenId, hash, instantMs, packageId, procedureId, prose } from './primitives.js';
import { table } from './route.js';

const byPackage = z.strictObject({ package: packageId });
const byProcedure = z.strictObject({ procedure: procedureId });

export const procedureRoutes = table({
  clock: {
    method: 'GET',
    path: '/clock',
    permission: 'signed-in',
    summary: 'The present time by the clock that stamps formal acts.',
    answer: z.strictObject({ now: instantMs }),
  },
  rulebooks: {
    method: 'GET',
    path: '/rulebooks',
    permission: 'coalition.read',
    summary: 'The rule books in use, which a procedure may be opened by, each version whole.',
    answer: z.strictObject({
      rulebooks: z.array(z.custom<Rulebook>((value) => typeof value === 'object' && value !== null)),
    }),
  },
  procedures: {
    method: 'GET',
    path: '/packages/:package/procedures',
    permission: 'procedure.read',
    summary: 'The procedures on a package, newest first.',
    params: byPackage,
    answer: z.strictObject({ procedures: z.array(procedure) }),
  },
  standingReserves: {
    method: 'GET',
    path: '/packages/:package/standing-reserves',
    permission: 'procedure.read',
    summary:
      'The reserves that a procedure opened now on the last version would take over, live ones and those before them: from positions, and from the procedure before.',
    params: byPackage,
    answer: z.strictObject({
      reserves: z.array(z.custom<Reserve>((value) => typeof value === 'object' && value !== null)),
    }),
  },
  openProcedure: {
    method: 'POST',
    path: '/packages/:package/procedures',
    permission: 'procedure.open',
    summary:
      'Open or announce a procedure on the frozen version with this hash, by a rule book or as a vote by unanimity.',
    params: byPackage,
    body: openProcedure,
    answer: procedure,
  },
  procedure: {
    method: 'GET',
    path: '/procedures/:procedure',
    permission: 'procedure.read',
    summary: 'One procedure.',
    params: byProcedure,
    answer: procedure,
  },
  act: {
    method: 'POST',
    path: '/procedures/:procedure/acts',
    permission: 'procedure.act',
    summary: 'Agree, object or abstain for one’s partner. Bound to the package hash; once for each nonce.',
    params: byProcedure,
    body: partnerAct,
    answer: procedure,
  },
  breakSilence: {
    method: 'POST',
    path: '/procedures/:procedure/objections',
    permission: 'procedure.break-silence',
    summary: 'Object for one’s partner with a mandate to break silence.',
    params: byProcedure,
    body: partnerAct.omit({ act: true, overrideReason: true, proxyFor: true }),
    answer: procedure,
  },
  actAdReferendum: {
    method: 'POST',
    path: '/procedures/:procedure/ad-referendum',
    permission: 'procedure.speak',
    summary:
      'Agree or abstain subject to confirmation by one’s capital; until then one’s partner has not answered.',
    params: byProcedure,
    body: delegateAct,
    answer: procedure,
  },
  answerAdReferendum: {
    method: 'POST',
    path: '/procedures/:procedure/ad-referendum/answers',
    permission: 'procedure.confirm',
    summary: 'The capital confirms what was said ad referendum, or does not.',
    params: byProcedure,
    body: answerAdReferendum,
    answer: procedure,
  },
  speak: {
    method: 'POST',
    path: '/procedures/:procedure/words',
    permission: 'procedure.act',
    summary:
      'Holds, reserves, proxies, cells of a matrix, and what else a partner says beside its act. Once for each nonce.',
    params: byProcedure,
    body: partnerWord,
    answer: procedure,
  },
  declare: {
    method: 'POST',
    path: '/procedures/:procedure/declarations',
    permission: 'procedure.declare',
    summary: 'A declaration that travels with the decision and does not block it.',
    params: byProcedure,
    body: newDeclaration,
    answer: procedure,
  },
  noteNotice: {
    method: 'POST',
    path: '/procedures/:procedure/notices',
    permission: 'procedure.acknowledge',
    summary:
      'One’s delegation has opened the notice of the procedure, or acknowledges it. The first time counts.',
    params: byProcedure,
    body: noticeStep,
    answer: procedure,
  },
  askExtension: {
    method: 'POST',
    path: '/procedures/:procedure/extension-requests',
    permission: 'procedure.speak',
    summary: 'Ask the chair for more time. Changes no deadline. Once for each nonce.',
    params: byProcedure,
    body: askExtension,
    answer: procedure,
  },
  chairProcedure: {
    method: 'POST',
    path: '/procedures/:procedure/chair',
    permission: 'procedure.open',
    summary:
      'The chair opens what was announced, extends, suspends, resumes, extends a hold, closes, confirms a result, voids, refers, changes the electorate, gives leave, holds publication.',
    params: byProcedure,
    body: chairCommand,
    answer: procedure,
  },
  withdrawProcedure: {
    method: 'POST',
    path: '/procedures/:procedure/withdraw',
    permission: 'procedure.open',
    summary: 'Withdraw an open procedure; the package returns to drafting.',
    params: byProcedure,
    body: z.strictObject({ reason: prose(4_000).min(1) }),
    answer: procedure,
  },
  fileCorrigendum: {
    method: 'POST',
    path: '/procedures/:procedure/corrigenda',
    permission: 'procedure.corrigendum',
    summary: 'File a change of form only; all have 24 hours to contest it.',
    params: byProcedure,
    body: newCorrigendum,
    answer: procedure,
  },
  correctedText: {
    method: 'GET',
    path: '/procedures/:procedure/corrigenda/:corrigendum',
    permission: 'procedure.read',
    summary: 'The text that a corrigendum makes of its version: canonical text and hashes.',
    params: byProcedure.extend({ corrigendum: givenId }),
    answer: versionView,
  },
  procedureCalendar: {
    method: 'GET',
    path: '/procedures/:procedure/calendar',
    permission: 'procedure.read',
    summary: 'The deadline as an iCalendar file.',
    params: byProcedure,
    answer: z.strictObject({ filename: z.string(), content: z.string() }),
  },
  decisionRecord: {
    method: 'GET',
    path: '/procedures/:procedure/record',
    permission: 'procedure.read',
    summary:
      'The decision record: what was frozen, the rule and its arithmetic, every event, reserves, declarations, hashes.',
    params: byProcedure,
    answer: decisionRecord,
  },
  decisionRecordPdf: {
    method: 'GET',
    path: '/procedures/:procedure/record/pdf',
    permission: 'procedure.read',
    summary: 'The decision record on paper: PDF/A-3 with the record itself attached.',
    params: byProcedure,
    answer: z.strictObject({ filename: z.string(), content: z.base64() }),
  },
  positions: {
    method: 'GET',
    path: '/packages/:package/positions',
    permission: 'position.read',
    summary:
      'The standing view of each partner on each provision, and the hash of each provision now; with `since`, what was said after that.',
    params: byPackage,
    query: z.strictObject({
      /** The `upTo` of an earlier answer. */
      since: z.coerce.number().int().min(0).optional(),
    }),
    answer: z.strictObject({
      /** With `since`: of the provisions that something was said on. */
      provisions: z.record(z.string(), hash),
      positions: z.array(position),
      /** Number of the last position that is in it, 1, 2, 3 … within the package; 0: nobody has said anything. */
      upTo: z.int().min(0),
    }),
  },
  takePosition: {
    method: 'PUT',
    path: '/packages/:package/positions',
    permission: 'position.take',
    summary: 'Record one’s partner’s position on a provision, for the words with this hash.',
    params: byPackage,
    body: takePosition,
    answer: position,
  },
});
