import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { DecisionRecord } from '@entente/contracts';
import { decisionDocument, recordBytes } from '@entente/formats';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { RECORD_TEMPLATE } from './record-template.js';
import { unwoff } from './unwoff.js';

/** Nothing is read from disk but what is mapped here: the compiler knows no other file. */
const FOLDER = '/entente';
const WEIGHTS = ['400', '600'] as const;
/** Package of the fonts, name of the family, and the name that its second subset is told apart by. */
const FAMILIES = [
  ['source-serif-4', 'Source Serif 4', 'Source Serif E'],
  ['public-sans', 'Public Sans', 'Public Sanx'],
] as const;

function fonts(): Buffer[] {
  const { resolve } = createRequire(import.meta.url);
  return FAMILIES.flatMap(([name, from, to]) => {
    const folder = path.join(path.dirname(resolve(`@fontsource/${name}/package.json`)), 'files');
    const file = (subset: string, weight: string): Buffer =>
      readFileSync(path.join(folder, `${name}-${subset}-${weight}-normal.woff`));
    return WEIGHTS.flatMap((weight) => [
      unwoff(file('latin', weight)),
      unwoff(file('latin-ext', weight), { from, to }),
    ]);
  });
}

/** Draws decision records as PDF/A-3a: tagged, fonts inside, the record's JSON attached. The same record gives the same bytes (formats SPEC F51, F52). */
export class RecordPrinter {
  readonly #compiler = NodeCompiler.create({ fontArgs: [{ fontBlobs: fonts() }], workspace: FOLDER });

  pdf(record: DecisionRecord): Uint8Array {
    const document = { ...decisionDocument(record), date: dateOf(record) };
    // The fonts have no narrow no-break space.
    const data = JSON.stringify(document).replaceAll('\u202F', '\u2009');
    this.#compiler.mapShadow(`${FOLDER}/document.json`, Buffer.from(data));
    this.#compiler.mapShadow(`${FOLDER}/record.json`, Buffer.from(recordBytes(record)));
    return this.#compiler.pdf({ mainFileContent: RECORD_TEMPLATE }, { pdfStandard: 'a-3a' });
  }
}

/** When the record came to be what it is, in UTC: its last event. Not the day of printing, or no two prints would be equal. */
function dateOf({ events }: DecisionRecord): readonly number[] {
  const last = new Date(events.at(-1)?.event.at ?? 0);
  return [
    last.getUTCFullYear(),
    last.getUTCMonth() + 1,
    last.getUTCDate(),
    last.getUTCHours(),
    last.getUTCMinutes(),
    last.getUTCSeconds(),
  ];
}
