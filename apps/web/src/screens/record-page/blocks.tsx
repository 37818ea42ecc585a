import type { Block } from '@entente/formats';
import { Check, Minus, X, type LucideIcon } from 'lucide-react';
import { Fragment, type ReactNode } from 'react';
import { WideTable } from '../../ui/wide-table.js';

/** The parts of a record, each drawn by its kind. Every word is the document’s own. */
export function Blocks({ blocks }: { blocks: readonly Block[] }): ReactNode {
  return blocks.map((block, at) => <Fragment key={at}>{drawn(block)}</Fragment>);
}

function drawn(block: Block): ReactNode {
  switch (block.kind) {
    case 'text':
      return <p>{block.text}</p>;
    case 'command':
      return (
        <p>
          <code>{block.text}</code>
        </p>
      );
    case 'heading':
      return <h3>{block.text}</h3>;
    case 'list':
      return (
        <ul className="record-list">
          {block.items.map((item, at) => (
            <li key={at}>{item}</li>
          ))}
        </ul>
      );
    case 'facts':
      return <Facts rows={block.rows} />;
    case 'bars':
      return <Bars bars={block.bars} />;
    case 'table':
      return <Table table={block} />;
  }
}

type Of<Kind extends Block['kind']> = Extract<Block, { readonly kind: Kind }>;

function Facts({ rows }: { rows: Of<'facts'>['rows'] }): ReactNode {
  return (
    <dl className="facts record-facts">
      {rows.map(({ name, value, mono }) => (
        <Fragment key={name}>
          <dt>{name}</dt>
          <dd className={mono ? 'hash hash-whole' : undefined}>{value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

const SIGNS: Readonly<Record<Of<'bars'>['bars'][number]['tone'], LucideIcon>> = {
  holds: Check,
  excused: Minus,
  fails: X,
};

function Bars({ bars }: { bars: Of<'bars'>['bars'] }): ReactNode {
  return (
    <ul className="thresholds">
      {bars.map(({ name, tone, filled, limit, words }) => {
        const Icon = SIGNS[tone];
        return (
          <li key={name} className={`threshold threshold-${tone}`}>
            <span className="threshold-name">
              <Icon size={14} aria-hidden="true" />
              {name}
            </span>
            <svg
              className="threshold-track"
              viewBox="0 0 100 12"
              preserveAspectRatio="none"
              aria-hidden="true"
            >
              <rect className="threshold-whole" x="0" y="3" width="100" height="6" />
              <rect className="threshold-have" x="0" y="3" width={filled * 100} height="6" />
              <line className="threshold-limit" x1={limit * 100} x2={limit * 100} y1="0" y2="12" />
            </svg>
            <span className="threshold-words">{words}</span>
          </li>
        );
      })}
    </ul>
  );
}

function Table({ table: { caption, head, rows } }: { table: Of<'table'> }): ReactNode {
  return (
    <WideTable caption={caption}>
      <thead>
        <tr>
          {head.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([first, ...rest], at) => (
          <tr key={at}>
            <th scope="row">{first}</th>
            {rest.map((words, column) => (
              <td key={column} className="record-cell">
                {words}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </WideTable>
  );
}
