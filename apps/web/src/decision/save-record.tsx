import type { Procedure } from '@entente/contracts';
import { recordBytes } from '@entente/formats';
import { useMutation } from '@tanstack/react-query';
import { FileDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { call } from '../api/call.js';
import { download } from '../format/download.js';
import { useT } from '../messages/use-t.js';
import { Button } from '../ui/button.js';
import { ProblemNote } from '../ui/problem-note.js';

/** Saves what was frozen, the rule, its arithmetic and every event with its receipt, as far as the reader may see them. */
export function SaveRecord({ procedure: { id, revision } }: { procedure: Procedure }): ReactNode {
  const t = useT();
  const save = useMutation({
    mutationFn: async () => {
      const record = await call('decisionRecord', { params: { procedure: id } });
      const content = new Blob([new Uint8Array(recordBytes(record))], { type: 'application/json' });
      download(t('decisionRecord.file', { revision: String(revision), procedure: id }), content);
    },
  });
  return (
    <div>
      <Button
        icon={FileDown}
        busy={save.isPending}
        onClick={() => {
          save.mutate();
        }}
      >
        {t('decisionRecord.save')}
      </Button>
      <ProblemNote error={save.error} />
    </div>
  );
}
