import { recordBytes } from '@entente/formats';
import { eventfulDecision, sampleAct, SampleDecision } from '@entente/testing';
import { extractText, getDocumentProxy } from 'unpdf';
import { RecordPrinter } from './make-pdf.js';

describe('a decision record on paper', () => {
  const printer = new RecordPrinter();
  const readBack = async (pdf: Uint8Array) => {
    const proxy = await getDocumentProxy(new Uint8Array(pdf));
    const { text } = await extractText(proxy, { mergePages: true });
    const attachments = (await proxy.getAttachments()) as ReadonlyMap<string, unknown>;
    const contents = await Promise.all([...attachments.keys()].map((id) => proxy.getAttachmentContent(id)));
    return {
      words: text.replaceAll(/\s+/g, ' '),
      attached: contents.map((bytes) => Buffer.from(bytes ?? [])),
    };
  };

  it('[F51] reads back with the figures of the record, and the record itself attached', async () => {
    const record = eventfulDecision().record();
    const { words, attached } = await readBack(printer.pdf(record));
    // This reader repeats a letter where the font changes within a word.
    expect(words).toMatch(/^Łódź+ Coalition/);
    for (const said of [
      'JSP 7/26, REV 3',
      'was adopted Mon 30 Nov 2026, 17:00:00.001 CET by silence',
      'No objection',
      'In favour 3, against 0, abstaining 2',
      'Article 4 is too wide.',
      'npx entente verify-decision FILE',
    ]) {
      expect(words).toContain(said);
    }
    expect(attached).toEqual([Buffer.from(recordBytes(record))]);
  });

  it('[F51] says of a broken procedure who objected', async () => {
    const broken = new SampleDecision()
      .send(
        'GB',
        sampleAct('GB', 'object', { reason: '#panic("x") $1$ *no code*' }),
        '2026-11-27T15:59:00.000Z',
      )
      .record();
    const { words } = await readBack(printer.pdf(broken));
    expect(words).toContain('REV 3 was not adopted: GB objected Fri 27 Nov 2026, 16:59 CET.');
    expect(words).toContain('#panic("x") $1$ *no code*');
  });

  it('[F52] the same record gives the same bytes', () => {
    const record = eventfulDecision().record();
    const again = new RecordPrinter();
    expect(Buffer.from(again.pdf(record)).equals(Buffer.from(printer.pdf(record)))).toBe(true);
  });
});
