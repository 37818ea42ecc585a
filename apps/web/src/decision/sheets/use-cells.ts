import { CELLS, type Cell } from '@entente/consensus';
import type { Procedure } from '@entente/contracts';
import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.js';
import { keys } from '../../api/keys.js';

export type Said = ReadonlyMap<string, Cell>;

/** By what is said of which target: said again it is the same word, something else of the target is another. */
export const wordKey = (target: string, cell: Cell): string => `${cell} ${target}`;

/**
 * Sends what was said target by target, one word each: every cell is a decision of its own. Its nonces stay for as long as the sheet is
 * open: pressing again after a failure records what was not, and nothing twice.
 */
export function useCells(procedure: Procedure): {
  readonly send: UseMutationResult<Procedure, Error, Said>;
  readonly nonces: ReadonlyMap<string, string>;
} {
  const client = useQueryClient();
  const [nonces] = useState(() => {
    const said = procedure.core.terms.items.flatMap(({ id }) => CELLS.map((cell) => wordKey(id, cell)));
    return new Map(said.map((key): [string, string] => [key, crypto.randomUUID()]));
  });
  const send = useMutation({
    mutationFn: async (said: Said) => {
      let answer = procedure;
      for (const [target, cell] of said) {
        const nonce = nonces.get(wordKey(target, cell)) ?? crypto.randomUUID();
        // One after another: each is answered before the next, so that a refusal leaves no doubt about what stands.
        // oxlint-disable-next-line no-await-in-loop -- the order is the point
        answer = await call('speak', {
          params: { procedure: procedure.id },
          body: { type: 'set_cell', target, cell, nonce },
        });
      }
      return answer;
    },
    onSettled: () => client.invalidateQueries({ queryKey: keys.package(procedure.package) }),
  });
  return { send, nonces };
}
