import { CELLS, type Cell } from '@entente/consensus';
import type { Procedure } from '@entente/contracts';
import { useState, type ReactNode } from 'react';
import { useMe } from '../../frame/actor.js';
import { useT } from '../../messages/use-t.js';
import { Radios } from '../../ui/field.js';
import { useAsking } from '../ask-core.js';
import { cellsOf } from '../cells.js';
import { ProcedureSheet } from './procedure-sheet.js';
import { useCells, wordKey } from './use-cells.js';

/** For each target a delegation says whether it lists it: in, in later, the statement only, or not (DOMAIN §1.1.6). */
export function CellsSheet({ procedure, onClose }: { procedure: Procedure; onClose: () => void }): ReactNode {
  const t = useT();
  const me = useMe();
  const { items } = procedure.core.terms;
  const [before] = useState(() => cellsOf(procedure.core, me.delegation));
  const [said, setSaid] = useState<ReadonlyMap<string, Cell>>(before);
  const changed = new Map([...said].filter(([target, cell]) => before.get(target) !== cell));
  const { send, nonces } = useCells(procedure);
  const asking = useAsking(procedure);
  const words = [...changed].map(([target, cell]) => {
    const title = items.find(({ id }) => id === target)?.title ?? target;
    return t('cells.one', { title, cell: t(`cell.${cell}`) });
  });
  const refused = [...changed].map(([target, cell]) => asking.word({ type: 'set_cell', target, cell }));
  return (
    <ProcedureSheet
      procedure={procedure}
      title={t('cells.title')}
      what={
        words.length === 0
          ? t('cells.whatNone', { delegation: me.delegationName })
          : t('cells.what', { delegation: me.delegationName, words: words.join('; ') })
      }
      next={t('cells.next')}
      submit={t('cells.submit')}
      reason={changed.size === 0 ? t('cells.nothing') : (refused.find((one) => one !== null) ?? null)}
      call={send}
      recordedAs={[...changed].flatMap(([target, cell]) => nonces.get(wordKey(target, cell)) ?? [])}
      onSubmit={() => {
        send.mutate(changed);
      }}
      onClose={onClose}
    >
      {items.map(({ id, title }) => (
        <Radios
          key={id}
          label={title}
          value={said.get(id) ?? null}
          options={CELLS.map((value) => ({ value, label: t(`cell.${value}`) }))}
          onChange={(cell) => {
            setSaid(new Map(said).set(id, cell));
          }}
        />
      ))}
    </ProcedureSheet>
  );
}
