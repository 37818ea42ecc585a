import { BookmarkCheck, BookmarkX } from 'lucide-react';
import type { ReactNode } from 'react';
import { keys } from '../../api/keys.js';
import { useCall } from '../../api/queries.js';
import type { Board } from '../../board/board.js';
import type { Point } from '../../desk/points.js';
import { useDenial } from '../../frame/actor.js';
import { useT } from '../../messages/use-t.js';
import { useRoom } from '../../room/room-context.js';
import { Button } from '../../ui/button.js';
import { ProblemNote } from '../../ui/problem-note.js';

type MarkProps = { point: Point; hashes: Board['hashes']; small?: boolean };

/** Sets the pen-holder's mark on exactly the words that are shown, or takes it away. */
export function MarkButton({ point, hashes, small = false }: MarkProps): ReactNode {
  const t = useT();
  const { view } = useRoom();
  const denied = useDenial()('provision.mark');
  const mark = useCall('markAgreed', [keys.agreed(view.id)]);
  const { id, citation } = point.provision;
  const hash = hashes.get(id);
  if (hash === undefined) return null;
  const marked = point.mark !== null;
  const decided = view.state === 'adopted' || view.state === 'published';
  return (
    <>
      <Button
        small={small}
        icon={marked ? BookmarkX : BookmarkCheck}
        look={small ? 'quiet' : 'plain'}
        iconOnly={small}
        {...(small && {
          'aria-label': t(marked ? 'agreed.unmarkOf' : 'agreed.markOf', { citation }),
          title: t(marked ? 'agreed.unmark' : 'agreed.mark'),
        })}
        reason={decided ? t('agreed.decided') : denied}
        busy={mark.isPending}
        onClick={() => {
          mark.mutate({ params: { package: view.id }, body: { provision: id, hash, agreed: !marked } });
        }}
      >
        {small ? null : t(marked ? 'agreed.unmark' : 'agreed.mark')}
      </Button>
      <ProblemNote error={mark.error} />
    </>
  );
}
