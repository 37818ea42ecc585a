import type { DelegationCode, DocumentId, PackageId, PersonId } from '@entente/kernel';
import { chainHash, genesisChain } from './chain.js';
import type { Append, LoadedDocument, UpdateLog } from './log.js';

/** A log to be tried, with the doors around it that the log itself does not have. */
export interface LogUnderTest {
  readonly log: UpdateLog;
  readonly package: PackageId;
  /** A person and a delegation that rows may name. */
  readonly author: PersonId;
  readonly delegation: DelegationCode;
  /** A new, empty, open article of the package. */
  newDocument(): Promise<DocumentId>;
  setState(document: DocumentId, state: LoadedDocument['state']): Promise<void>;
}

const MISSING = '00000000-0000-4000-8000-000000000000' as DocumentId;

/** What every log promises (SPEC S1 to S6), whatever it is made of. */
export function describeUpdateLog(name: string, make: () => Promise<LogUnderTest>): void {
  describe(`update log: ${name}`, () => {
    let under: LogUnderTest;
    let log: UpdateLog;

    beforeAll(async () => {
      under = await make();
      log = under.log;
    });

    /** Rows that continue a document after `head`, one for each byte. */
    const rowsAfter = async (
      document: DocumentId,
      marks: readonly number[],
      head?: number,
    ): Promise<Append[]> => {
      const loaded = await log.load(document, 0);
      let chain = loaded?.chain ?? genesisChain(document);
      let seq = head ?? loaded?.head ?? 0;
      return marks.map((mark) => {
        seq += 1;
        const row = {
          document,
          seq,
          author: under.author,
          delegation: under.delegation,
          client: 4_294_967_295,
          clockFrom: 0,
          clockTo: mark,
          bytes: new Uint8Array([mark, 0, 255]),
        };
        chain = chainHash(chain, row);
        return { ...row, chain };
      });
    };

    it('[S1] an unknown document loads as nothing and takes no rows', async () => {
      expect(await log.load(MISSING, 'snapshot')).toBeUndefined();
      expect(await log.append(await rowsAfter(MISSING, [1]))).toEqual([{ kind: 'unknown' }]);
    });

    it('[S1] an empty document has head 0 and the genesis chain', async () => {
      const document = await under.newDocument();
      expect(await log.load(document, 'snapshot')).toEqual({
        document,
        package: under.package,
        kind: 'article',
        state: 'open',
        head: 0,
        chain: genesisChain(document),
        snapshot: null,
        rows: [],
      });
    });

    it('[S2] rows come back as they went in, in order, from any seq', async () => {
      const document = await under.newDocument();
      const rows = await rowsAfter(document, [1, 2, 3]);
      const outcomes = await log.append(rows);
      expect(outcomes.map(({ kind }) => kind)).toEqual(['recorded', 'recorded', 'recorded']);
      const loaded = await log.load(document, 1);
      expect(loaded?.rows).toMatchObject(rows.slice(1));
      expect({ head: loaded?.head, chain: loaded?.chain }).toEqual({ head: 3, chain: rows[2]?.chain });
    });

    it('[S2] the answer to a row is its seq and the instant that the log keeps', async () => {
      const document = await under.newDocument();
      const outcomes = await log.append(await rowsAfter(document, [1, 2]));
      const loaded = await log.load(document, 0);
      expect(outcomes).toEqual(
        loaded?.rows.map(({ seq, receivedAt }) => ({ kind: 'recorded', seq, receivedAt })),
      );
      const [first, second] = loaded?.rows ?? [];
      expect(Number(second?.receivedAt)).toBeGreaterThanOrEqual(Number(first?.receivedAt));
    });

    it('[S3] rows that do not follow the head are not recorded, none of the document', async () => {
      const document = await under.newDocument();
      await log.append(await rowsAfter(document, [1]));
      expect(await log.append(await rowsAfter(document, [7, 8], 0))).toEqual([
        { kind: 'head-moved' },
        { kind: 'head-moved' },
      ]);
      expect(await log.append(await rowsAfter(document, [9], 5))).toEqual([{ kind: 'head-moved' }]);
      expect((await log.load(document, 0))?.head).toBe(1);
    });

    it('[S3] of two flights on one head exactly one is recorded', async () => {
      const document = await under.newDocument();
      const flights = await Promise.all([1, 2, 3, 4].map((mark) => rowsAfter(document, [mark])));
      const outcomes = (await Promise.all(flights.map((flight) => log.append(flight)))).flat();
      const kinds = outcomes.map(({ kind }) => kind).sort();
      expect(kinds).toEqual(['head-moved', 'head-moved', 'head-moved', 'recorded']);
      expect((await log.load(document, 0))?.rows).toHaveLength(1);
    });

    it('[S3] a closed document takes nothing until it is open again', async () => {
      const document = await under.newDocument();
      await under.setState(document, 'closed');
      expect(await log.append(await rowsAfter(document, [1, 2]))).toEqual([
        { kind: 'closed' },
        { kind: 'closed' },
      ]);
      expect(await log.load(document, 'snapshot')).toMatchObject({ state: 'closed', head: 0, rows: [] });
      await under.setState(document, 'open');
      expect(await log.append(await rowsAfter(document, [1]))).toMatchObject([{ kind: 'recorded', seq: 1 }]);
    });

    it('[S113] a paused document takes nothing, alone or in a flight, until the pause ends', async () => {
      const [paused, open] = await Promise.all([1, 2].map(() => under.newDocument()));
      if (paused === undefined || open === undefined) throw new Error('two documents');
      await under.setState(paused, 'paused');
      expect(await log.append(await rowsAfter(paused, [1]))).toEqual([{ kind: 'paused' }]);
      const flight = [...(await rowsAfter(paused, [1, 2])), ...(await rowsAfter(open, [1]))];
      const kinds = (await log.append(flight)).map(({ kind }) => kind);
      expect(kinds).toEqual(['paused', 'paused', 'recorded']);
      expect(await log.load(paused, 'snapshot')).toMatchObject({ state: 'paused', head: 0, rows: [] });
      expect(await log.heads([paused])).toEqual([{ document: paused, head: 0, state: 'paused' }]);
      await under.setState(paused, 'open');
      expect(await log.append(await rowsAfter(paused, [1]))).toMatchObject([{ kind: 'recorded', seq: 1 }]);
    });

    it('[S5] each document of a flight has its own fate, and outcomes stand in the order of the rows', async () => {
      const [open, closed, moved] = await Promise.all([1, 2, 3].map(() => under.newDocument()));
      if (open === undefined || closed === undefined || moved === undefined)
        throw new Error('three documents');
      await under.setState(closed, 'closed');
      const flight = [
        ...(await rowsAfter(closed, [1])),
        ...(await rowsAfter(open, [1, 2])),
        ...(await rowsAfter(moved, [1], 4)),
        ...(await rowsAfter(MISSING, [1])),
      ];
      const outcomes = await log.append(flight);
      expect(outcomes.map(({ kind }) => kind)).toEqual([
        'closed',
        'recorded',
        'recorded',
        'head-moved',
        'unknown',
      ]);
      expect((await log.load(open, 0))?.head).toBe(2);
      expect((await log.load(moved, 0))?.head).toBe(0);
    });

    it('[S100] heads and states of many documents come in one answer, without those that do not exist', async () => {
      const [empty, written, closed] = await Promise.all([1, 2, 3].map(() => under.newDocument()));
      if (empty === undefined || written === undefined || closed === undefined) throw new Error('three');
      await log.append(await rowsAfter(written, [1, 2]));
      await log.append(await rowsAfter(closed, [1]));
      await under.setState(closed, 'closed');
      const heads = await log.heads([empty, MISSING, closed, written]);
      expect(new Map(heads.map((head) => [head.document, head]))).toEqual(
        new Map([
          [empty, { document: empty, head: 0, state: 'open' }],
          [written, { document: written, head: 2, state: 'open' }],
          [closed, { document: closed, head: 1, state: 'closed' }],
        ]),
      );
      expect(await log.heads([])).toEqual([]);
    });

    it('[S6] loading from the snapshot gives the newest one and only the rows after it', async () => {
      const document = await under.newDocument();
      const rows = await rowsAfter(document, [1, 2, 3]);
      await log.append(rows);
      const [one, two, three] = rows.map(({ chain }) => chain);
      if (one === undefined || two === undefined || three === undefined) throw new Error('no rows');
      const snapshot = { seq: 2, bytes: new Uint8Array([22]), vector: new Uint8Array([2]) };
      await log.saveSnapshot(document, { ...snapshot, chain: two });
      await log.saveSnapshot(document, { seq: 1, chain: one, bytes: new Uint8Array([11]), vector: null });
      // Of rows that this log does not have: another text was recorded under that number, or none.
      await log.saveSnapshot(document, { seq: 3, chain: two, bytes: new Uint8Array([33]), vector: null });
      await log.saveSnapshot(document, { seq: 4, chain: three, bytes: new Uint8Array([44]), vector: null });
      const loaded = await log.load(document, 'snapshot');
      expect(loaded?.snapshot).toEqual(snapshot);
      expect(loaded?.rows.map(({ seq }) => seq)).toEqual([3]);
      expect(await log.load(document, 0)).toMatchObject({ snapshot: null, head: 3 });
    });
  });
}
