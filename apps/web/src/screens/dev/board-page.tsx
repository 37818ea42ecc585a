import type { Delegation, Position } from '@entente/contracts';
import {
  instant,
  type DelegationCode,
  type DocumentId,
  type Hash,
  type PersonId,
  type ProvisionId,
} from '@entente/kernel';
import { useMemo, useState, type ReactNode } from 'react';
import { boardOf, type Board } from '../../board/board.js';
import { BoardView } from '../../board/board-view.js';
import { useColumns } from '../../board/use-columns.js';
import { useT } from '../../messages/use-t.js';
import type { OutlineSection } from '../../text/outline.js';
import { Button } from '../../ui/button.js';
import '../../styles/board.css';

const HASH = `sha256:${'0123456789abcdef'.repeat(4)}` as Hash;
const KINDS = ['support', 'can_accept', 'reserve', 'oppose', 'no_instructions'] as const;

/** The board at any size, by `?partners=` and `?provisions=`, drawn on a press: what the benchmark of its drawing measures. In development only. */
export function BoardPage(): ReactNode {
  const t = useT();
  const [drawn, setDrawn] = useState(false);
  const asked = new URLSearchParams(window.location.search);
  const partners = Number(asked.get('partners') ?? 200);
  const provisions = Number(asked.get('provisions') ?? 300);
  const given = useMemo(() => sampleOf(partners, provisions), [partners, provisions]);
  return (
    <main id="content" className="page page-wide stack">
      <div className="row">
        <Button
          onClick={() => {
            setDrawn(!drawn);
          }}
        >
          {t('board.positions')}
        </Button>
      </div>
      {drawn && <Drawn given={given} />}
    </main>
  );
}

const USUAL = { columns: 'provisions', sort: 'order', book: null } as const;
const NONE: ReadonlySet<string> = new Set();
const ignore = (): void => undefined;

type Given = Parameters<typeof boardOf>;

function Drawn({ given }: { given: Given }): ReactNode {
  const board: Board = useMemo(() => boardOf(...given), [given]);
  const shown = useColumns({
    board,
    measure: null,
    procedure: null,
    versions: [],
    view: USUAL,
    expanded: NONE,
  });
  const t = useT();
  if (shown === null) return null;
  return (
    <BoardView
      {...shown}
      board={board}
      label={t('board.caption.provisions')}
      supposed={null}
      onSuppose={ignore}
      onToggle={ignore}
    />
  );
}

/** Each partner on each provision, in a pattern that never repeats along a row or a column of the same length. */
function sampleOf(partners: number, provisions: number): Given {
  const seats = Array.from({ length: partners }, (_, at): Delegation => {
    const code = `${letter(at / 26)}${letter(at)}`;
    return {
      code: code as DelegationCode,
      name: `Partner ${code}`,
      order: at + 1,
      kind: 'partner',
      active: true,
      weight: 1,
    };
  });
  const sections = Array.from({ length: provisions }, (_, at): OutlineSection => {
    const document = `d${String(at)}` as DocumentId;
    const marker = `Article ${String(at + 1)}`;
    const provision = {
      id: `p${String(at)}` as ProvisionId,
      document,
      depth: 0,
      marker,
      citation: marker,
      excerpt: '',
    };
    return { document, kind: 'article', marker, heading: '', provisions: [provision] };
  });
  const ids = sections.flatMap((section) => section.provisions.map(({ id }) => id));
  const positions = seats.flatMap(({ code }, row) =>
    ids.map((provision, column): Position => {
      const position = KINDS[(row * 7 + column * 3 + ((row * column) % 11)) % KINDS.length] ?? 'support';
      return {
        partner: code,
        provision,
        hash: HASH,
        position,
        reserve: position === 'reserve' ? 'scrutiny' : null,
        note: '',
        person: `${code}-person` as PersonId,
        name: code,
        at: instant(0),
        current: true,
      };
    }),
  );
  return [seats, sections, new Map(ids.map((id) => [id, HASH])), positions];
}

const letter = (at: number): string => String.fromCodePoint(65 + (Math.floor(at) % 26));
