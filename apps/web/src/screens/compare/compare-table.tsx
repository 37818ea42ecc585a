import type { WordRun } from '@entente/document';
import type { ReactNode } from 'react';
import { useT } from '../../messages/use-t.js';
import { Words } from '../../text/words.js';
import { Proposals, Remarks, type Meeting } from './meeting-cells.js';
import type { Row, RowGroup } from './rows.js';

type TableProps = {
  groups: readonly RowGroup[];
  from: string;
  to: string;
  /** Null: two columns; else what the two further ones say. */
  meeting: Meeting | null;
};

/** Two texts in one table that scrolls as one: what belongs together is always beside each other. */
export function CompareTable({ groups, from, to, meeting }: TableProps): ReactNode {
  const t = useT();
  const columns = meeting === null ? 2 : 4;
  return (
    <div
      className="compare-scroll"
      role="group"
      aria-label={t('compare.caption', { from, to })}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a part that scrolls has to take the focus (WCAG 2.1.1)
      tabIndex={0}
    >
      <table className={`compare compare-${String(columns)}`}>
        <caption className="visually-hidden">{t('compare.caption', { from, to })}</caption>
        <thead>
          <tr>
            <th scope="col">{meeting === null ? from : t('compare.basis', { from })}</th>
            {meeting !== null && <th scope="col">{t('compare.proposals')}</th>}
            <th scope="col">{meeting === null ? to : t('compare.compromise', { to })}</th>
            {meeting !== null && <th scope="col">{t('compare.remarks')}</th>}
          </tr>
        </thead>
        {groups.map((group) => (
          <Group key={group.key} group={group} columns={columns} meeting={meeting} />
        ))}
      </table>
    </div>
  );
}

type GroupProps = { group: RowGroup; columns: number; meeting: Meeting | null };

function Group({ group, columns, meeting }: GroupProps): ReactNode {
  const t = useT();
  return (
    <tbody>
      <tr className="compare-section">
        <th scope="rowgroup" colSpan={columns}>
          {group.citation === '' ? t(`section.${group.kind}`) : group.citation}
        </th>
      </tr>
      {group.rows.map((row) => (
        <tr key={row.key} id={row.anchor} className={`compare-is-${row.change}`}>
          <td>
            <Side row={row} side={row.before} plain={meeting !== null} />
          </td>
          {meeting !== null && (
            <td>
              <Proposals meeting={meeting} provision={row.id} />
            </td>
          )}
          <td>
            {/* In a meeting the compromise shows what it takes out of the basis as well. */}
            <Side
              row={row}
              side={meeting !== null && row.after !== null ? { ...row.after, words: row.words } : row.after}
              plain={false}
            />
          </td>
          {meeting !== null && (
            <td>
              <Remarks meeting={meeting} provision={row.id} />
            </td>
          )}
        </tr>
      ))}
    </tbody>
  );
}

type SideProps = { row: Row; side: Row['before']; plain: boolean };

function Side({ row, side, plain }: SideProps): ReactNode {
  const t = useT();
  if (side === null) {
    return (
      <span className="quiet small">{t(row.before === null ? 'compare.notThere' : 'compare.gone')}</span>
    );
  }
  return (
    <div className="compare-words" style={{ paddingInlineStart: `${String(row.depth * 1.5)}em` }}>
      {side.marker !== '' && <span className="compared-marker">{side.marker}</span>}
      <span>
        <Words runs={plain ? plainRuns(side.words) : side.words} />
        {row.moved && side === row.after && <span className="chip">{t('compare.moved')}</span>}
      </span>
    </div>
  );
}

/** As the text stood, without marks of what would go. */
const plainRuns = (words: readonly WordRun[]): readonly WordRun[] =>
  words.map(({ text }) => ({ op: 'same', text }));
