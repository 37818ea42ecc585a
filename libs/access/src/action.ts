/**
 * Everything that anyone may ask the platform to do: the `permission` of each route and message in the contracts.
 * `package.edit` is asked by live editing and by whoever brings back a past text; `history.read-deleted` by what history shows.
 */
export const ACTIONS = [
  'coalition.read',
  'coalition.administer',
  'people.read',
  'system.read',
  'system.operate',
  'package.list',
  'package.create',
  'package.read',
  'package.edit',
  'history.read',
  'history.read-deleted',
  'history.name',
  'section.arrange',
  'section.close',
  'drafting.rule',
  'version.table',
  'procedure.read',
  'procedure.open',
  'procedure.act',
  'procedure.break-silence',
  'procedure.speak',
  'procedure.confirm',
  'procedure.acknowledge',
  'procedure.declare',
  'procedure.corrigendum',
  'position.read',
  'position.take',
  'instruction.read',
  'instruction.give',
  'publication.publish',
  'annex.list',
  'annex.register',
  'annex.read',
  'annex.deposit',
] as const;

export type Action = (typeof ACTIONS)[number];
