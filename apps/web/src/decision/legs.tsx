import type { Act, Procedure } from '@entente/contracts';
import { liveActs } from '@entente/consensus';
import type { ReactNode } from 'react';
import { useT } from '../messages/use-t.js';
import { ActMark } from '../ui/act-mark.js';
import { WideTable } from '../ui/wide-table.js';

/** Of a rule in parts: what each partner has said of each part, by sign and word. Nothing for a rule of one count. */
export function Legs({ procedure }: { procedure: Procedure }): ReactNode {
  const t = useT();
  const { core, electorate } = procedure;
  const { rule } = core.terms;
  if (rule.id !== 'COMPOSITE') return null;
  const live = rule.parts.map(({ name }) => liveActs(core, name));
  return (
    <section className="stack-tight" aria-label={t('legs.title')}>
      <h3>{t('legs.title')}</h3>
      <WideTable caption={t('legs.caption')}>
        <thead>
          <tr>
            <th scope="col">{t('board.partner')}</th>
            {rule.parts.map((part) => (
              <th key={part.name} scope="col">
                {part.name}
                <span className="quiet small legs-rule">{t(`rule.${part.rule.id}`)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {electorate.map(({ partner, name }) => (
            <tr key={partner}>
              <th scope="row">{name}</th>
              {rule.parts.map((part, index) => (
                <td key={part.name}>
                  <Said act={live[index]?.get(partner)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </WideTable>
    </section>
  );
}

function Said({ act }: { act: Pick<Act, 'act'> | undefined }): ReactNode {
  const t = useT();
  return (
    <span className="row-tight">
      <ActMark act={act?.act} />
      {act === undefined ? <span className="quiet">{t('procedure.notYet')}</span> : t(`acted.${act.act}`)}
    </span>
  );
}
