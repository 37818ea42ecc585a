import { Download } from 'lucide-react';
import type { ReactNode } from 'react';
import { download } from '../../format/download.js';
import { useT } from '../../messages/use-t.js';
import { useRoom } from '../../room/room-context.js';
import { Button } from '../../ui/button.js';

/** Saves one table of the desk; `table` names it on the button and in the file's name. */
export function CsvButton({ table, csv }: { table: string; csv: () => string }): ReactNode {
  const t = useT();
  const { view } = useRoom();
  return (
    <Button
      small
      icon={Download}
      aria-label={`${t('common.exportCsv')}: ${table}`}
      onClick={() => {
        const name = t('desk.csvName', { number: view.number.replaceAll('/', '-'), table });
        download(name, new Blob([csv()], { type: 'text/csv' }));
      }}
    >
      {t('common.exportCsv')}
    </Button>
  );
}
