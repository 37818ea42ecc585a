import type { AskDerogation, Derogation, Procedure } from '@entente/contracts';
import type { ProvisionId } from '@entente/kernel';
import { useState, type ReactNode } from 'react';
import { formatInstant } from '../../../format/instant.js';
import { instantOfWallTime } from '../../../format/wall-time.js';
import { useMe } from '../../../frame/actor.js';
import { useT } from '../../../messages/use-t.js';
import { useLiveText, useRoom } from '../../../room/room-context.js';
import { ActSheet } from '../../../ui/act-sheet.js';
import { At, HashText } from '../../../ui/chips.js';
import { SelectField, TextField } from '../../../ui/field.js';
import { InstantField } from '../../../decision/sheets/instant-field.js';
import { useNonce, useRecording } from '../../../decision/sheets/use-recording.js';
import { usePreview } from './use-preview.js';

type Written = { subject: string; provision: string; ground: string; from: string; until: string };
const BLANK: Written = { subject: '', provision: '', ground: '', from: '', until: '' };
type AskProps = { readonly under: Procedure; readonly onClose: () => void };

/** A partner asks for a derogation under what was adopted: what, why, and when silence grants it (SPEC R204). */
export function AskDerogationSheet({ under, onClose }: AskProps): ReactNode {
  const t = useT();
  const me = useMe();
  const { view } = useRoom();
  const [written, setWritten] = useState(BLANK);
  const nonce = useNonce();
  const ask = useRecording('askDerogation');
  const preview = usePreview(under);
  const body = bodyOf(written, under, nonce);
  const { number } = view;
  const { revision } = under;
  const grant =
    preview.is === 'terms'
      ? { at: formatInstant(preview.deadlineAt), rule: t(`rule.${preview.rule.id}`) }
      : null;
  const missing = body === null ? t('common.required') : null;
  const reason = preview.is === 'no_derogations' ? t('derogations.noRule') : missing;
  return (
    <ActSheet
      title={t('derogations.ask')}
      what={t('askDerogation.what', {
        delegation: me.delegationName,
        number,
        revision,
        subject: written.subject === '' ? '…' : written.subject,
      })}
      hash={under.core.packageHash}
      rule={t('askDerogation.rule')}
      next={t('askDerogation.next', grant ?? { at: '…', rule: '…' })}
      sees={t('askDerogation.sees')}
      word={t('versions.rev', { revision })}
      submit={t('askDerogation.submit')}
      reason={ask.isSuccess ? null : reason}
      pending={ask.isPending}
      error={ask.error}
      onSubmit={() => {
        if (body !== null) ask.mutate({ params: { package: view.id }, body });
      }}
      onClose={onClose}
      receipt={ask.data === undefined ? null : <Asked derogation={ask.data} />}
    >
      <Fields written={written} seatZone={under.core.terms.zone} onChange={setWritten} />
    </ActSheet>
  );
}

function bodyOf(
  { subject, provision, ground, from, until }: Written,
  under: Procedure,
  nonce: string,
): AskDerogation | null {
  if (subject.trim() === '' || ground.trim() === '') return null;
  return {
    packageHash: under.core.packageHash,
    subject: subject.trim(),
    // Chosen from the text: an id of one of its provisions.
    provision: provision === '' ? null : (provision as ProvisionId),
    ground: ground.trim(),
    from: instantOfWallTime(from),
    until: instantOfWallTime(until),
    nonce,
  };
}

function Fields({
  written,
  seatZone,
  onChange,
}: {
  written: Written;
  seatZone: string;
  onChange: (written: Written) => void;
}): ReactNode {
  const t = useT();
  const outline = useLiveText()?.outline ?? [];
  const provisions = outline.flatMap((section) => section.provisions);
  const put = (change: Partial<Written>): void => {
    onChange({ ...written, ...change });
  };
  return (
    <>
      <TextField
        label={t('askDerogation.subject')}
        maxLength={300}
        value={written.subject}
        onChange={(subject) => {
          put({ subject });
        }}
      />
      <SelectField
        label={t('askDerogation.provision')}
        value={written.provision}
        options={[
          { value: '', label: t('derogations.whole') },
          ...provisions.map(({ id, citation }) => ({ value: id as string, label: citation })),
        ]}
        onChange={(provision) => {
          put({ provision });
        }}
      />
      <TextField
        label={t('askDerogation.ground')}
        multiline
        maxLength={8_000}
        value={written.ground}
        onChange={(ground) => {
          put({ ground });
        }}
      />
      {(['from', 'until'] as const).map((field) => (
        <InstantField
          key={field}
          label={t(`askDerogation.${field}`)}
          value={written[field]}
          seatZone={seatZone}
          optional
          onChange={(value) => {
            put({ [field]: value });
          }}
        />
      ))}
    </>
  );
}

function Asked({ derogation: { procedure, record, askedAt } }: { derogation: Derogation }): ReactNode {
  const t = useT();
  return (
    <div className="receipt" role="status">
      <p className="receipt-number">{t('askDerogation.receipt', { number: record })}</p>
      <dl className="facts">
        <dt>{t('derogations.requestHash')}</dt>
        <dd>
          <HashText hash={procedure.packageHash} whole />
        </dd>
        <dt>{t('act.receiptAt')}</dt>
        <dd>
          <At ms={askedAt} />
        </dd>
        {procedure.deadlineAt !== null && (
          <>
            <dt>{t('open.deadline')}</dt>
            <dd>
              <At ms={procedure.deadlineAt} />
            </dd>
          </>
        )}
      </dl>
    </div>
  );
}
