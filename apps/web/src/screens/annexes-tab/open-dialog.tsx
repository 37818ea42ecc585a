import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactNode } from 'react';
import { openAnnex } from '../../api/annex-call.js';
import type { Annex } from '../../api/annex-types.js';
import { keys } from '../../api/keys.js';
import { useDelegationNames } from '../../api/queries.js';
import { download } from '../../format/download.js';
import { fileNameOf } from '../../format/file-name.js';
import { useT } from '../../messages/use-t.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { TextField } from '../../ui/field.js';
import { ProblemNote } from '../../ui/problem-note.js';

/** Opens an annex for a stated purpose, which its owner reads in the register. */
export function OpenDialog({ annex, onClose }: { annex: Annex; onClose: () => void }): ReactNode {
  const t = useT();
  const client = useQueryClient();
  const nameOf = useDelegationNames();
  const [purpose, setPurpose] = useState('');
  const fileName = fileNameOf(annex.title, annex.mediaType);
  const open = useMutation({
    mutationFn: () => openAnnex(annex.id, purpose.trim()),
    onSuccess: ({ bytes }) => {
      download(fileName, bytes);
      void client.invalidateQueries({ queryKey: keys.openings(annex.id) });
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    open.mutate();
  };
  if (open.data !== undefined) {
    return (
      <Dialog title={t('open.title')} onClose={onClose}>
        <div className="receipt" role="status">
          <p className="receipt-number">{t('open.recorded', { number: open.data.opening })}</p>
          <p>{t('open.saved', { file: fileName, owner: nameOf(annex.owner) })}</p>
        </div>
        <div className="dialog-foot">
          <Button look="primary" onClick={onClose}>
            {t('act.done')}
          </Button>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog title={t('open.title')} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <p className="row">
          <strong>{annex.title}</strong>
          <span className="chip chip-marking">{annex.marking}</span>
        </p>
        <TextField
          label={t('open.purpose')}
          hint={t('open.purposeHint', { owner: nameOf(annex.owner) })}
          maxLength={300}
          value={purpose}
          onChange={setPurpose}
        />
        <ProblemNote error={open.error} />
        <div className="dialog-foot">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            look="primary"
            submit
            busy={open.isPending}
            reason={purpose.trim() === '' ? t('common.required') : null}
          >
            {t('open.openSubmit')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
