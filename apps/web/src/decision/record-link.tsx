import type { Procedure } from '@entente/contracts';
import { FileText } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useT } from '../messages/use-t.js';
import { useRoom } from '../room/room-context.js';
import { slugOfNumber } from '../screens/packages/slug.js';

/** To the record of a decision: what was frozen, the rule, its arithmetic and every event, as far as the reader may see them. */
export function RecordLink({ procedure: { id } }: { procedure: Procedure }): ReactNode {
  const t = useT();
  const { view } = useRoom();
  return (
    <p>
      <Link to={`/p/${slugOfNumber(view.number)}/decisions/${id}`}>
        <FileText size={14} aria-hidden="true" /> {t('decisionRecord.open')}
      </Link>
    </p>
  );
}
