import { hashOf } from '@entente/canonical';
import { verifyPublication, type Verdict } from '@entente/formats';
import type { PublicationSummary } from '@entente/contracts';
import type { Hash } from '@entente/kernel';
import { useState, type ReactNode } from 'react';
import { call } from '../../api/call.js';
import { PageHead } from '../../frame/shell.js';
import { useT } from '../../messages/use-t.js';
import { FileDrop } from '../../ui/file-drop.js';
import { Notice } from '../../ui/notice.js';
import { PublicFrame } from './public-frame.js';
import { VerdictView } from './verdict-view.js';

/** What this server's public register says of the file's hash; null where it could not be asked. */
export type Registered = {
  readonly found: PublicationSummary | null;
  /** Of the bytes that were chosen. */
  readonly fileHash: Hash;
} | null;

type Checked = { readonly verdict: Verdict; readonly registered: Registered };

/** Checks a published file in this browser. Only the public register is asked, and never sent anything of the file. */
export function VerifyPage(): ReactNode {
  const t = useT();
  const [file, setFile] = useState<File | null>(null);
  const [checked, setChecked] = useState<Checked | null>(null);
  const choose = (chosen: File): void => {
    setFile(chosen);
    setChecked(null);
    void check(chosen).then(setChecked);
  };
  return (
    <PublicFrame>
      <PageHead title={t('verify.title')} sentence={t('verify.lead')} />
      <div className="stack">
        <FileDrop label={t('verify.file')} accept=".json,application/json" file={file} onFile={choose} />
        {file !== null && checked === null && <Notice live>{t('verify.reading')}</Notice>}
        {checked !== null && <VerdictView {...checked} />}
        <section className="stack-tight section-gap">
          <h2>{t('verify.without')}</h2>
          <p>{t('verify.withoutText')}</p>
          <p>
            <code>{t('verify.command')}</code>
          </p>
        </section>
      </div>
    </PublicFrame>
  );
}

async function check(file: File): Promise<Checked> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const verdict = verifyPublication(bytes);
  if (verdict.verdict !== 'matches' && verdict.verdict !== 'differs') return { verdict, registered: null };
  const register = await call('publications', {}).catch(() => null);
  if (register === null) return { verdict, registered: null };
  const { packageHash, number } = verdict.file;
  const fileHash = hashOf(bytes);
  // The editions of a package have one package hash.
  const edition = 'edition' in verdict.file ? verdict.file.edition : 1;
  const found =
    register.publications.find((one) => one.fileHash === fileHash) ??
    register.publications.find((one) => one.packageHash === packageHash && one.edition === edition) ??
    register.publications.find((one) => one.number === number) ??
    null;
  return { verdict, registered: { found, fileHash } };
}
