import { limits } from '@entente/contracts';
import { marking as markingSchema } from '@entente/contracts/annex';
import type { DelegationCode } from '@entente/kernel';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactNode } from 'react';
import { depositAnnex } from '../../api/annex-call.js';
import type { Marking } from '../../api/annex-types.js';
import { keys } from '../../api/keys.js';
import { useDelegationNames } from '../../api/queries.js';
import { useMe } from '../../frame/actor.js';
import { formatBytes } from '../../format/number.js';
import { useT } from '../../messages/use-t.js';
import { useRoom } from '../../room/room-context.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { SelectField, TextField } from '../../ui/field.js';
import { FileDrop } from '../../ui/file-drop.js';
import { Notice } from '../../ui/notice.js';
import { ProblemNote } from '../../ui/problem-note.js';
import { ReleaseField } from './release-field.js';

const MEDIA_TYPE = /^[a-z0-9.+-]+\/[a-z0-9.+-]+$/;

/** Puts an annex into the annex store with its marking and release list. */
export function DepositDialog({ onClose }: { onClose: () => void }): ReactNode {
  const t = useT();
  const me = useMe();
  const { view } = useRoom();
  const client = useQueryClient();
  const nameOf = useDelegationNames();
  const [file, setFile] = useState<File | null>(null);
  const [title, setTitle] = useState('');
  const [marking, setMarking] = useState<Marking>('TLP:AMBER+STRICT');
  const [release, setRelease] = useState<DelegationCode[]>([]);
  const deposit = useMutation({
    mutationFn: (bytes: File) =>
      depositAnnex(bytes, {
        package: view.id,
        title: title.trim(),
        marking,
        releasableTo: release,
        mediaType: MEDIA_TYPE.test(bytes.type) ? bytes.type : 'application/octet-stream',
      }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: keys.annexes(view.id) });
      onClose();
    },
  });
  const tooLarge = file !== null && file.size > limits.annexBytes;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (file !== null) deposit.mutate(file);
  };
  const names = [me.delegation, ...release].map(nameOf).join(', ');
  const incomplete = file === null || tooLarge || title.trim() === '';
  return (
    <Dialog title={t('annexes.deposit')} onClose={onClose} wide>
      <form className="stack" onSubmit={submit}>
        <FileDrop
          label={t('deposit.file')}
          hint={t('deposit.hint', { size: formatBytes(limits.annexBytes) })}
          file={file}
          onFile={setFile}
        />
        {tooLarge && (
          <Notice tone="bad" live>
            {t('deposit.tooLarge', { size: formatBytes(file.size), limit: formatBytes(limits.annexBytes) })}
          </Notice>
        )}
        <TextField label={t('deposit.title')} maxLength={300} value={title} onChange={setTitle} />
        <SelectField
          label={t('deposit.marking')}
          value={marking}
          options={markingSchema.options.map((value) => ({ value, label: value }))}
          onChange={setMarking}
        />
        <ReleaseField values={release} onChange={setRelease} />
        <Notice>{t('deposit.sees', { names })}</Notice>
        <ProblemNote error={deposit.error} />
        <div className="dialog-foot">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            look="primary"
            submit
            busy={deposit.isPending}
            reason={incomplete ? t('common.required') : null}
          >
            {t('deposit.submit')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
