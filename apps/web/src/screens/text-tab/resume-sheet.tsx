import { useState, type ReactNode } from 'react';
import { keys } from '../../api/keys.js';
import { useCall } from '../../api/queries.js';
import { useT } from '../../messages/use-t.js';
import { useRoom } from '../../room/room-context.js';
import { ActSheet } from '../../ui/act-sheet.js';

/** Opens the text again after a version was frozen and before a procedure is opened on it. */
export function ResumeSheet({ onClose }: { onClose: () => void }): ReactNode {
  const t = useT();
  const { view } = useRoom();
  const [frozen] = useState(view);
  const { revision, number, versions } = frozen;
  const resume = useCall('resumeDrafting', [keys.package(view.id), keys.packages]);
  const version = versions.find((one) => one.revision === revision);
  return (
    <ActSheet
      title={t('resume.title')}
      what={t('resume.what', { number, revision })}
      hash={version?.packageHash ?? null}
      rule={t('resume.rule')}
      next={t('resume.next', { next: revision + 1 })}
      sees={t('table.sees')}
      word={t('versions.rev', { revision })}
      submit={t('resume.title')}
      pending={resume.isPending}
      error={resume.error}
      onSubmit={() => {
        resume.mutate({ params: { package: view.id } });
      }}
      onClose={onClose}
      receipt={
        resume.isSuccess ? (
          <div className="receipt" role="status">
            <p className="receipt-number">{t('resume.done')}</p>
          </div>
        ) : null
      }
    />
  );
}
