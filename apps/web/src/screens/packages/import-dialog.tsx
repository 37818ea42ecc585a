import { limits, type ImportReport } from '@entente/contracts';
import { useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { keys } from '../../api/keys.js';
import { useCall } from '../../api/queries.js';
import { formatBytes, formatNumber } from '../../format/number.js';
import { useT } from '../../messages/use-t.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { FileDrop } from '../../ui/file-drop.js';
import { Notice } from '../../ui/notice.js';
import { ProblemNote } from '../../ui/problem-note.js';
import { slugOfNumber } from './slug.js';

/** First a report by line, without keeping anything; then, on confirmation, the import, whole or not at all. */
export function ImportDialog({ onClose }: { onClose: () => void }): ReactNode {
  const t = useT();
  const navigate = useNavigate();
  const [file, setFile] = useState<File | null>(null);
  const dryRun = useCall('importPackage', []);
  const real = useCall('importPackage', [keys.packages]);
  const tooLarge = file !== null && file.size > limits.importBytes;
  const choose = (chosen: File): void => {
    setFile(chosen);
    dryRun.reset();
    real.reset();
    // The limit is told before the upload: 50 MB would travel only to be refused.
    if (chosen.size <= limits.importBytes) dryRun.mutate({ query: { dryRun: 'true' }, bytes: chosen });
  };
  const confirm = (): void => {
    if (file === null) return;
    const done = ({ package: made }: { package: { number: string } | null }): void => {
      if (made !== null) void navigate(`/p/${slugOfNumber(made.number)}/text`);
    };
    real.mutate({ query: {}, bytes: file }, { onSuccess: done });
  };
  return (
    <Dialog title={t('packages.import')} onClose={onClose} wide>
      <FileDrop
        label={t('import.file')}
        hint={t('import.hint', { size: formatBytes(limits.importBytes) })}
        accept=".xml,.akn,application/xml,text/xml,application/akn+xml"
        file={file}
        onFile={choose}
      />
      {tooLarge && (
        <Notice tone="bad" live>
          {t('import.tooLarge', { size: formatBytes(file.size), limit: formatBytes(limits.importBytes) })}
        </Notice>
      )}
      {dryRun.isPending && <Notice live>{t('import.reading')}</Notice>}
      <ProblemNote error={dryRun.error ?? real.error} />
      {dryRun.data !== undefined && !tooLarge && <Report report={dryRun.data.report} />}
      <div className="dialog-foot">
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        {dryRun.data !== undefined && !tooLarge && (
          <Button look="primary" busy={real.isPending} onClick={confirm}>
            {t('import.confirm')}
          </Button>
        )}
      </div>
    </Dialog>
  );
}

const COUNTS = ['recitals', 'articles', 'annexes', 'provisions', 'characters'] as const;
const SHOWN_NOTES = 200;

function Report({ report }: { report: ImportReport }): ReactNode {
  const t = useT();
  const { title, counts, notes } = report;
  return (
    <section className="stack-tight" aria-label={t('import.report')}>
      <h3>{t('import.report')}</h3>
      <p className="serif">{title}</p>
      <dl className="counts">
        {COUNTS.map((name) => (
          <div key={name}>
            <dt>{t(`import.${name}`)}</dt>
            <dd>{formatNumber(counts[name])}</dd>
          </div>
        ))}
      </dl>
      <p>{t('import.notes', { count: notes.length })}</p>
      {notes.length > 0 && (
        <div className="table-wrap import-notes">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{t('import.line')}</th>
                <th scope="col">{t('import.element')}</th>
                <th scope="col">{t('import.message')}</th>
                <th scope="col">{t('import.kept')}</th>
              </tr>
            </thead>
            <tbody>
              {notes.slice(0, SHOWN_NOTES).map(({ line, element, message, kept }, at) => (
                // oxlint-disable-next-line react/no-array-index-key -- a report never changes its order
                <tr key={at}>
                  <td className="number">{line}</td>
                  <td className="mono">{element}</td>
                  <td>{message}</td>
                  <td>{t(`import.kept.${kept}`)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {notes.length > SHOWN_NOTES && (
        <p className="quiet">{t('import.more', { count: notes.length - SHOWN_NOTES })}</p>
      )}
    </section>
  );
}
