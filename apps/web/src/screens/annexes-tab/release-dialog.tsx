import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactNode } from 'react';
import { callAnnex } from '../../api/annex-call.js';
import type { Annex } from '../../api/annex-types.js';
import { keys } from '../../api/keys.js';
import { useT } from '../../messages/use-t.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { ProblemNote } from '../../ui/problem-note.js';
import { ReleaseField } from './release-field.js';

export function ReleaseDialog({ annex, onClose }: { annex: Annex; onClose: () => void }): ReactNode {
  const t = useT();
  const client = useQueryClient();
  const [release, setRelease] = useState(annex.releasableTo);
  const change = useMutation({
    mutationFn: () =>
      callAnnex('releaseAnnex', { params: { annex: annex.id }, body: { releasableTo: release } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: keys.annexes(annex.package) });
      onClose();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <Dialog title={t('release.title')} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <p>
          <strong>{annex.title}</strong>
        </p>
        <ReleaseField values={release} onChange={setRelease} />
        <p className="quiet">{t('release.text')}</p>
        <ProblemNote error={change.error} />
        <div className="dialog-foot">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button look="primary" submit busy={change.isPending}>
            {t('release.submit')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
