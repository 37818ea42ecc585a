import type { ReactNode } from 'react';
import { keys } from '../api/keys.js';
import { useCall } from '../api/queries.js';
import { useDenial } from '../frame/actor.js';
import { useT } from '../messages/use-t.js';
import { useRoom } from '../room/room-context.js';
import { Button } from '../ui/button.js';
import { Notice } from '../ui/notice.js';
import { ProblemNote } from '../ui/problem-note.js';

/** Leaves what somebody supposed as a note to their own delegation; for nobody who has none (SPEC R188). */
export function ShareNote({ nothing, text }: { nothing: string | null; text: () => string }): ReactNode {
  const t = useT();
  const { view } = useRoom();
  const denied = useDenial()('note.write');
  const add = useCall('addDelegationNote', [keys.delegationNotes(view.id)]);
  if (denied !== null) return null;
  return (
    <div className="stack-tight">
      <div>
        <Button
          small
          busy={add.isPending}
          reason={nothing}
          onClick={() => {
            add.mutate({ params: { package: view.id }, body: { text: text() } });
          }}
        >
          {t('boardWhatIf.share')}
        </Button>
      </div>
      <ProblemNote error={add.error} />
      {add.isSuccess && (
        <Notice tone="good" live>
          {t('boardWhatIf.shared')}
        </Notice>
      )}
    </div>
  );
}
