import { limits, type ImportReport, type PackageSummary } from '@entente/contracts';
import { readAkomaNtoso, type ImportedAct, type ImportFault } from '@entente/formats';
import { err, ok } from '@entente/kernel';
import { Refusal, type SignedIn } from '@entente/nest-platform';
import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { textOf } from './new-text.js';
import { PackagesService } from './packages.service.js';
import type { Answer } from './transact.js';

/** One document more, the structure, is joined with them by one socket. */
const MOST_SECTIONS = limits.documentsPerSocket - 1;

/** What an import made, or with a dry run would make. */
export interface Imported {
  readonly package: PackageSummary | null;
  readonly report: ImportReport;
}

/** Akoma Ntoso acts as the text of new packages. */
@Injectable()
export class ImportService {
  constructor(private readonly packages: PackagesService) {}

  /** Reads the whole file before anything is stored; then the package is there with all of its text, or not at all. */
  async import(actor: SignedIn, file: Uint8Array, dryRun: boolean): Promise<Answer<Imported>> {
    const read = readAkomaNtoso(file);
    if (!read.ok) return err(refusalOf(read.error));
    const act = read.value;
    if (act.sections.length > MOST_SECTIONS) return err(tooManySections(act.sections.length));
    const report = reportOf(act);
    if (dryRun) return ok({ package: null, report });
    const made = await this.packages.create(actor, {
      title: act.title,
      text: textOf(act.sections),
      source: {
        kind: 'import',
        form: 'application/akn+xml',
        bytes: file.length,
        hash: `sha256:${createHash('sha256').update(file).digest('hex')}`,
      },
    });
    return ok({ package: made, report });
  }
}

function refusalOf(fault: ImportFault): Refusal {
  return new Refusal('IMPORT_REFUSED', {
    faults: [{ at: `line ${String(fault.line)}`, message: `${fault.message} (${fault.code})` }],
  });
}

function tooManySections(sections: number): Refusal {
  const message = `It has ${String(sections)} sections; a package holds at most ${String(MOST_SECTIONS)}. Divide it into several acts.`;
  return new Refusal('IMPORT_REFUSED', { faults: [{ at: 'the act', message }] });
}

function reportOf(act: ImportedAct): ImportReport {
  return { title: act.title, counts: { ...act.counts }, notes: act.report.map((note) => ({ ...note })) };
}
