import type { Procedure } from '@entente/contracts';
import { queryOptions } from '@tanstack/react-query';
import { call } from './call.js';
import { keys } from './keys.js';

/** The decision record of one procedure; read again with the procedures of its package. */
export const recordQuery = (packageId: Procedure['package'], id: Procedure['id']) =>
  queryOptions({
    queryKey: [...keys.procedures(packageId), 'record', id],
    queryFn: () => call('decisionRecord', { params: { procedure: id } }),
  });
