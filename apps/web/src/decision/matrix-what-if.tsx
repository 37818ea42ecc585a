import {
  asked,
  CELLS,
  whatIfCells,
  type Cell,
  type MatrixWhatIf as Would,
  type SupposedCell,
} from '@entente/consensus';
import type { Procedure } from '@entente/contracts';
import type { DelegationCode } from '@entente/kernel';
import { useMemo, useState, type ReactNode } from 'react';
import { ShareNote } from '../board/share-note.js';
import { useT } from '../messages/use-t.js';
import { Button } from '../ui/button.js';
import { SelectField } from '../ui/field.js';
import { WideTable } from '../ui/wide-table.js';
import { cellsOf } from './cells.js';

type MatrixProps = { readonly procedure: Procedure; readonly onClose: () => void };

const UNSAID = '';
type Choice = Cell | typeof UNSAID;

/** Cells supposed on this screen alone, one target at a time, and which targets would be launched then (UI §2; SPEC R239). */
export function MatrixWhatIf({ procedure, onClose }: MatrixProps): ReactNode {
  const t = useT();
  const { core, electorate } = procedure;
  const { items } = core.terms;
  const [supposed, setSupposed] = useState<readonly SupposedCell[]>([]);
  const [target, setTarget] = useState(items[0]?.id ?? '');
  const would = useMemo(() => whatIfCells(core, supposed), [core, supposed]);
  if (would === null) return null;
  const names = new Map(electorate.map(({ partner, name }) => [partner, name]));
  const titles = new Map(items.map(({ id, title }) => [id, title]));
  const nothing = supposed.length === 0 ? t('whatIf.nothing') : null;
  const launched = would.targets
    .filter(({ would: counted }) => counted.launched)
    .map(({ now }) => titles.get(now.target));
  const sentence = t('whatIf.cells', {
    targets: items.length,
    launched: launched.length,
    titles: launched.join('; '),
  });
  return (
    <div className="what-if stack-tight" role="group" aria-label={t('standing.whatIf')}>
      <div className="row row-apart">
        <strong role="status">{sentence}</strong>
        <span className="row">
          <Button
            small
            reason={nothing}
            onClick={() => {
              setSupposed([]);
            }}
          >
            {t('whatIf.reset')}
          </Button>
          <Button small onClick={onClose}>
            {t('whatIf.close')}
          </Button>
        </span>
      </div>
      <p className="quiet small">{t('boardWhatIf.private')}</p>
      <SelectField
        label={t('whatIf.target')}
        value={target}
        options={items.map(({ id, title }) => ({ value: id, label: title }))}
        onChange={setTarget}
      />
      <CellFields procedure={procedure} target={target} supposed={supposed} onSuppose={setSupposed} />
      <NowAndThen would={would} procedure={procedure} titles={titles} />
      <ShareNote nothing={nothing} text={noteText} />
    </div>
  );

  function noteText(): string {
    const lines = supposed.map(({ partner, target: on, cell }) =>
      t('whatIf.says', {
        partner: names.get(partner) ?? partner,
        to: t(`cell.${cell}`),
        where: titles.get(on) ?? on,
      }),
    );
    return [t('boardWhatIf.noteHead'), ...lines, sentence].join('\n');
  }
}

type FieldsProps = {
  readonly procedure: Procedure;
  readonly target: string;
  readonly supposed: readonly SupposedCell[];
  readonly onSuppose: (supposed: readonly SupposedCell[]) => void;
};

/** What each partner would say of one target. Nobody takes back that it spoke. */
function CellFields({
  procedure: { core, electorate },
  target,
  supposed,
  onSuppose,
}: FieldsProps): ReactNode {
  const t = useT();
  const names = new Map(electorate.map(({ partner, name }) => [partner, name]));
  const set = (partner: DelegationCode, said: Cell | null, to: Choice): void => {
    const others = supposed.filter((one) => one.partner !== partner || one.target !== target);
    onSuppose(to === UNSAID || to === said ? others : [...others, { partner, target, cell: to }]);
  };
  return (
    <div className="what-if-partners">
      {asked(core).map(({ partner }) => {
        const said = cellsOf(core, partner).get(target) ?? null;
        const would = supposed.find((one) => one.partner === partner && one.target === target);
        return (
          <SelectField<Choice>
            key={partner}
            label={names.get(partner) ?? partner}
            value={would?.cell ?? said ?? UNSAID}
            options={[
              ...(said === null ? [{ value: UNSAID, label: t('grid.unsaid') } as const] : []),
              ...CELLS.map((value) => ({ value, label: t(`cell.${value}`) })),
            ]}
            onChange={(to) => {
              set(partner, said, to);
            }}
          />
        );
      })}
    </div>
  );
}

type TableProps = {
  readonly would: Would;
  readonly procedure: Procedure;
  readonly titles: ReadonlyMap<string, string>;
};

function NowAndThen({ would, procedure, titles }: TableProps): ReactNode {
  const t = useT();
  const { rule } = procedure.core.terms;
  const minPartners = rule.id === 'MATRIX' ? rule.minPartners : 0;
  const words = ({ launched, short, in: tally }: Would['targets'][number]['now']): string => {
    const counted = { inNow: tally.members, minPartners, short };
    return launched ? t('whatIf.launched', counted) : t('whatIf.short', counted);
  };
  return (
    <WideTable caption={t('whatIf.caption')}>
      <thead>
        <tr>
          <th scope="col">{t('grid.target')}</th>
          <th scope="col">{t('whatIf.now')}</th>
          <th scope="col">{t('whatIf.then')}</th>
        </tr>
      </thead>
      <tbody>
        {would.targets.map(({ now, would: other }) => (
          <tr key={now.target}>
            <th scope="row">{titles.get(now.target) ?? now.target}</th>
            <td>{words(now)}</td>
            <td>{now.launched === other.launched ? words(other) : <strong>{words(other)}</strong>}</td>
          </tr>
        ))}
      </tbody>
    </WideTable>
  );
}
