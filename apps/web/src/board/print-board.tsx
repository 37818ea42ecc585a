import { useEffect, useState, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { useT, type Translate } from '../messages/use-t.js';
import { SIGNS } from '../ui/signs.js';
import { SIGN_OF, type Column, type Face } from './face.js';
import type { Row } from './rows.js';
import { MILDEST_FIRST } from './stance.js';

type PrintProps = {
  readonly rows: readonly Row[];
  readonly columns: readonly Column[];
  readonly label: string;
};

/** Columns that a page in landscape holds beside the names. */
const ACROSS = 24;

/** The whole board in letters, as many tables as it takes in width: for paper, and for who would rather read a table. */
export function WholeBoard({ rows, columns, label }: PrintProps): ReactNode {
  const t = useT();
  const parts = Array.from({ length: Math.ceil(columns.length / ACROSS) }, (_, at) =>
    columns.slice(at * ACROSS, (at + 1) * ACROSS),
  );
  return (
    <div className="whole-board">
      {parts.map((part) => (
        <table key={part[0]?.key} className="whole-part">
          <caption>
            {t('board.part', { label, from: part[0]?.name ?? '', to: part.at(-1)?.name ?? '' })}
          </caption>
          <thead>
            <tr>
              <th scope="col">{t('board.partner')}</th>
              {part.map((column) => (
                <th key={column.key} scope="col">
                  {column.short}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ partner, associated }) => (
              <tr key={partner.code}>
                <th scope="row">
                  {partner.code} {partner.name}
                  {associated && ` ${t('board.associated')}`}
                </th>
                {part.map((column) => (
                  <td key={column.key}>{lettersOf(column.face(partner), t)}</td>
                ))}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('board.result')}</th>
              {part.map((column) => {
                const { short, verdict } = column.result();
                return <td key={column.key}>{verdict === null ? short : `${short} ${SIGN_OF[verdict]}`}</td>;
              })}
            </tr>
          </tfoot>
        </table>
      ))}
      <p className="small">{keyOf(t)}</p>
    </div>
  );
}

/** What the letters mean. */
function keyOf(t: Translate): string {
  const stances = MILDEST_FIRST.map((mark) => `${t(`letter.${mark}`)} ${t(`stance.${mark}`)}`);
  const acts = ACT_KINDS.map((act) => `${t(`letter.${act}`)} ${t(`acted.${act}`)}`);
  return t('board.printKey', { stances: stances.join(' · '), acts: acts.join(' · ') });
}

const ACT_KINDS = ['agree', 'object', 'abstain', 'abstain_constructive'] as const;

/** `R!`, `S*` where given for other words, `O?` where supposed. */
export function lettersOf({ sign, stale, supposed }: Face, t: Translate): string {
  const { letter } = SIGNS[sign];
  return `${letter === null ? '✓' : t(letter)}${stale ? '*' : ''}${supposed ? '?' : ''}`;
}

/** Puts the whole board into the page for as long as it is being printed: on screen it would only be slow. */
export function PrintBoard(props: PrintProps): ReactNode {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    // The page is laid out for paper as soon as this returns.
    const begin = (): void => {
      flushSync(() => {
        setPrinting(true);
      });
    };
    const end = (): void => {
      setPrinting(false);
    };
    const paper = window.matchMedia('print');
    const change = (): void => {
      if (paper.matches) begin();
      else end();
    };
    window.addEventListener('beforeprint', begin);
    window.addEventListener('afterprint', end);
    paper.addEventListener('change', change);
    return () => {
      window.removeEventListener('beforeprint', begin);
      window.removeEventListener('afterprint', end);
      paper.removeEventListener('change', change);
    };
  }, []);
  return printing ? (
    <div className="print-only">
      <WholeBoard {...props} />
    </div>
  ) : null;
}
