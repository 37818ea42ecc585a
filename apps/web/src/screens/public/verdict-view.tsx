import { assertNever } from '@entente/kernel';
import type { PublicationFile } from '@entente/contracts';
import type { Difference, Verdict } from '@entente/formats';
import { CircleCheck, CircleX } from 'lucide-react';
import { Fragment, type ReactNode } from 'react';
import { formatInstant } from '../../format/instant.js';
import { useT, type Translate } from '../../messages/use-t.js';
import { At, HashText } from '../../ui/chips.js';
import { Notice } from '../../ui/notice.js';
import type { Registered } from './verify-page.js';

type ViewProps = { verdict: Verdict; registered: Registered };

/** The verdict first, in words; then what was checked (UI §6). */
export function VerdictView({ verdict, registered }: ViewProps): ReactNode {
  const t = useT();
  switch (verdict.verdict) {
    case 'matches':
      return <Matches file={verdict.file} exactBytes={verdict.exactBytes} registered={registered} />;
    case 'differs':
      return (
        <>
          <Notice tone="bad" live>
            <p className="verdict">{t('verify.differs')}</p>
            <span>{t('verify.differsHere')}</span>
            <ul className="fault-list">
              {verdict.differences.map((one) => (
                <li key={JSON.stringify(one)}>{differenceWords(t, one)}</li>
              ))}
            </ul>
          </Notice>
          <FileFacts file={verdict.file} hashLabel={t('verify.hashStated')} />
        </>
      );
    case 'damaged':
      return (
        <Notice tone="bad" live>
          <p className="verdict">{t('verify.refused')}</p>
          <span>{t(`verify.damaged.${verdict.reason}`, { detail: verdict.detail })}</span>
        </Notice>
      );
    case 'not_ours':
      return (
        <Notice tone="bad" live>
          <p className="verdict">{t('verify.refused')}</p>
          <span>{t('verify.notOurs')}</span>
        </Notice>
      );
    default:
      return assertNever(verdict);
  }
}

type MatchesProps = { file: PublicationFile; exactBytes: boolean; registered: Registered };

function Matches({ file, exactBytes, registered }: MatchesProps): ReactNode {
  const t = useT();
  const { found, fileHash } = registered ?? { found: null, fileHash: null };
  // Written anew by another program it has another hash, and the same content.
  const isRegistered =
    found?.packageHash === file.packageHash && (!exactBytes || found.fileHash === fileHash);
  const { number, revision, publishedAt } = file;
  return (
    <>
      <Notice tone={isRegistered || registered === null ? 'good' : 'warn'} live>
        <p className="verdict">
          {isRegistered
            ? t('verify.matchesRegister', { number, revision, at: formatInstant(publishedAt) })
            : t('verify.matches')}
        </p>
        {!isRegistered && (
          <span>{t(registered === null ? 'verify.notCompared' : 'verify.notRegistered')}</span>
        )}
        {!exactBytes && <span>{t('verify.notExact')}</span>}
      </Notice>
      <FileFacts file={file} hashLabel={t('verify.hash')} />
      <section className="stack-tight">
        <h2>{t('verify.checks')}</h2>
        <ul className="stack-tight">
          {checksOf(file).map((check) => (
            <CheckLine key={check} good>
              {t(`verify.check.${check}`)}
            </CheckLine>
          ))}
          {registered !== null && <CheckLine good={isRegistered}>{t('verify.check.register')}</CheckLine>}
        </ul>
      </section>
    </>
  );
}

function checksOf(file: PublicationFile) {
  if (file.form === 'entente-publication/1') return ['provisions', 'text', 'package'] as const;
  const whole = file.decision.entries.every(({ state }) => state === 'adopted');
  const sealed = ['commitments', 'sealed', 'sealedPackage'] as const;
  return whole ? sealed : ([...sealed, 'entries'] as const);
}

function CheckLine({ good, children }: { good: boolean; children: ReactNode }): ReactNode {
  const t = useT();
  const Icon = good ? CircleCheck : CircleX;
  return (
    <li className={good ? 'check-line' : 'check-line check-bad'}>
      <Icon size={16} aria-label={t(good ? 'verify.good' : 'verify.bad')} />
      {children}
    </li>
  );
}

function FileFacts({ file, hashLabel }: { file: PublicationFile; hashLabel: string }): ReactNode {
  const t = useT();
  const { number, revision, title, packageHash, decision } = file;
  const entries = 'entries' in decision ? decision.entries : [];
  const amends = 'amends' in file ? file.amends : [];
  return (
    <section className="stack-tight">
      <h2>{t('verify.what')}</h2>
      <dl className="facts">
        <dt>{t('verify.number')}</dt>
        <dd>{t('verify.numberRevision', { number, revision })}</dd>
        <dt>{t('verify.textTitle')}</dt>
        <dd className="serif">{title}</dd>
        <dt>{t('verify.decided')}</dt>
        <dd>
          <At ms={decision.adoptedAt} />
        </dd>
        <dt>{t('verify.partners')}</dt>
        <dd>{decision.acts.map(({ name, act }) => `${name} ${t(`acted.${act}`)}`).join('; ')}</dd>
        {entries.length > 0 && (
          <>
            <dt>{t('verify.entries')}</dt>
            <dd>
              <ol>
                {entries.map((entry) => (
                  <li key={entry.state === 'adopted' ? entry.id : entry.left.join(' ')}>
                    {entry.state === 'adopted'
                      ? t('verify.entry.adopted', { title: entry.title })
                      : t(`verify.entry.${entry.state}`)}
                  </li>
                ))}
              </ol>
            </dd>
          </>
        )}
        {amends.map(({ address, fileHash }) => (
          <Fragment key={address}>
            <dt>{t('verify.amends')}</dt>
            <dd>
              <a href={address}>{address}</a> <HashText hash={fileHash} />
            </dd>
          </Fragment>
        ))}
        <dt>{hashLabel}</dt>
        <dd>
          <HashText hash={packageHash} whole />
        </dd>
      </dl>
    </section>
  );
}

function differenceWords(t: Translate, difference: Difference): string {
  switch (difference.code) {
    case 'PROVISION_CHANGED':
    case 'PROVISION_ADDED':
      return t(`verify.difference.${difference.code}`, { citation: difference.citation, id: difference.id });
    case 'PROVISION_MISSING':
      return t('verify.difference.PROVISION_MISSING', { id: difference.id });
    case 'TEXT_ELSEWHERE':
    case 'PACKAGE_HASH':
      return t(`verify.difference.${difference.code}`, {
        stated: difference.stated,
        computed: difference.computed,
      });
    case 'TEXT_NOT_CANONICAL':
      return t('verify.difference.TEXT_NOT_CANONICAL', { detail: difference.detail });
    case 'ENTRIES':
      return t(`verify.difference.ENTRIES.${difference.detail}`, { entry: difference.entry ?? 0 });
    case 'CORRIGENDUM':
      return t(`verify.difference.CORRIGENDUM.${difference.detail}`, { number: difference.corrigendum });
    case 'DECISION':
      return t(`verify.difference.DECISION.${difference.detail}`, { partner: difference.partner ?? '' });
    case 'OTHER_PACKAGE':
      return t('verify.difference.OTHER_PACKAGE', { stated: difference.stated });
    default:
      return assertNever(difference);
  }
}
