import type { AnnexEntry } from '@entente/contracts';
import { Plus } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { Annex } from '../../api/annex-types.js';
import { useAnnexes, useAnnexIndex } from '../../api/queries.js';
import { useDenial, useMe } from '../../frame/actor.js';
import { PageHead } from '../../frame/shell.js';
import { useT } from '../../messages/use-t.js';
import { useRoom } from '../../room/room-context.js';
import { Button } from '../../ui/button.js';
import { Empty, Skeleton } from '../../ui/placeholders.js';
import { ProblemNote } from '../../ui/problem-note.js';
import { AnnexTable } from './annex-table.js';
import { Commitments } from './commitments.js';
import { DepositDialog } from './deposit-dialog.js';

/** The annexes released to one's delegation, from the annex store; all others do not exist (promise P5). */
export function AnnexesTab(): ReactNode {
  const t = useT();
  const me = useMe();
  const { view } = useRoom();
  const annexes = useAnnexes(view.id);
  const index = useAnnexIndex(view.id);
  const denied = useDenial()('annex.register');
  const [depositing, setDepositing] = useState(false);
  const released = annexes.data?.annexes ?? [];
  const own = released.filter(({ owner }) => owner === me.delegation).length;
  const entries = index.data?.annexes ?? [];
  return (
    <main id="content" className="page" tabIndex={-1}>
      <PageHead
        title={t('annexes.title')}
        sentence={
          annexes.isSuccess ? t('annexes.sentence', { own, released: released.length - own }) : undefined
        }
      >
        <Button
          look="primary"
          icon={Plus}
          reason={denied}
          onClick={() => {
            setDepositing(true);
          }}
        >
          {t('annexes.deposit')}
        </Button>
      </PageHead>
      <div className="stack">
        {annexes.isPending && <Skeleton lines={3} />}
        <ProblemNote error={annexes.error} onRetry={() => void annexes.refetch()} />
        {annexes.isSuccess && <Released annexes={released} entries={entries} />}
        <ProblemNote error={index.error} onRetry={() => void index.refetch()} />
        {index.isSuccess && <Commitments entries={entries} />}
      </div>
      {depositing && (
        <DepositDialog
          onClose={() => {
            setDepositing(false);
          }}
        />
      )}
    </main>
  );
}

type ReleasedProps = { annexes: readonly Annex[]; entries: readonly AnnexEntry[] };

function Released({ annexes, entries }: ReleasedProps): ReactNode {
  const t = useT();
  return annexes.length === 0 ? (
    <Empty title={t('annexes.empty')} text={t('annexes.emptyText')} />
  ) : (
    <AnnexTable annexes={annexes} index={entries} />
  );
}
