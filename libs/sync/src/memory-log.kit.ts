import type { DocumentKind } from '@entente/document';
import { type DocumentId, type Instant, instant, type PackageId } from '@entente/kernel';
import { genesisChain } from './chain.js';
import type {
  Append,
  Evidence,
  EvidenceStore,
  DocumentHead,
  Holder,
  LeaseStore,
  LoadedDocument,
  NewSnapshot,
  Outcome,
  Snapshot,
  UpdateLog,
  UpdateRow,
} from './log.js';

interface Stored {
  readonly package: PackageId;
  readonly kind: DocumentKind;
  state: LoadedDocument['state'];
  readonly rows: UpdateRow[];
  snapshot: Snapshot | null;
}

/** What goes wrong with the next append or load. `after`: it is recorded, and the answer is lost. */
export type Fault = 'before' | 'after';

/** The log without a database: the same promises, kept in memory, and faults on demand. */
export class MemoryUpdateLog implements UpdateLog {
  readonly documents = new Map<DocumentId, Stored>();
  /** One fault for each of the next appends; `null` lets one pass. */
  readonly appendFaults: (Fault | null)[] = [];
  loadsFail = false;
  /** While set, appends wait for it before they do anything. */
  gate: Promise<void> | null = null;
  appends = 0;
  loads = 0;
  /** How often heads were asked. */
  polls = 0;
  private time = 1_000_000;

  create(document: DocumentId, packageId: PackageId, kind: DocumentKind): void {
    this.documents.set(document, { package: packageId, kind, state: 'open', rows: [], snapshot: null });
  }

  setState(document: DocumentId, state: LoadedDocument['state']): void {
    const stored = this.documents.get(document);
    if (stored !== undefined) stored.state = state;
  }

  remove(document: DocumentId): void {
    this.documents.delete(document);
  }

  rows(document: DocumentId): readonly UpdateRow[] {
    return this.documents.get(document)?.rows ?? [];
  }

  async load(document: DocumentId, from: number | 'snapshot'): Promise<LoadedDocument | undefined> {
    await Promise.resolve();
    this.loads += 1;
    if (this.loadsFail) throw new Error('the log is away');
    const stored = this.documents.get(document);
    if (stored === undefined) return undefined;
    const { package: packageId, kind, state, rows } = stored;
    const snapshot = from === 'snapshot' ? stored.snapshot : null;
    const after = from === 'snapshot' ? (snapshot?.seq ?? 0) : from;
    const chain = rows[rows.length - 1]?.chain ?? genesisChain(document);
    return {
      document,
      package: packageId,
      kind,
      state,
      head: rows.length,
      chain,
      snapshot,
      rows: rows.slice(after),
    };
  }

  async heads(documents: readonly DocumentId[]): Promise<DocumentHead[]> {
    await Promise.resolve();
    if (this.loadsFail) throw new Error('the log is away');
    this.polls += 1;
    return documents.flatMap((document) => {
      const stored = this.documents.get(document);
      return stored === undefined ? [] : [{ document, head: stored.rows.length, state: stored.state }];
    });
  }

  async append(flight: readonly Append[]): Promise<Outcome[]> {
    this.appends += 1;
    const fault = this.appendFaults.shift() ?? null;
    await (this.gate ?? Promise.resolve());
    if (fault === 'before') throw new Error('the log is away');
    const outcomes = this.record(flight);
    if (fault === 'after') throw new Error('the answer was lost');
    return outcomes;
  }

  async saveSnapshot(document: DocumentId, { chain, ...snapshot }: NewSnapshot): Promise<void> {
    await Promise.resolve();
    const stored = this.documents.get(document);
    const row = stored?.rows[snapshot.seq - 1];
    if (stored === undefined || row?.chain.every((byte, at) => byte === chain[at]) !== true) return;
    if ((stored.snapshot?.seq ?? 0) < snapshot.seq) stored.snapshot = snapshot;
  }

  private record(flight: readonly Append[]): Outcome[] {
    const fates = new Map<DocumentId, Outcome['kind']>();
    return flight.map((row): Outcome => {
      const stored = this.documents.get(row.document);
      const fate = fates.get(row.document) ?? fateOf(stored, row);
      fates.set(row.document, fate);
      if (fate !== 'recorded' || stored === undefined)
        return { kind: fate === 'recorded' ? 'unknown' : fate };
      const receivedAt = this.now();
      stored.rows.push({ ...row, receivedAt });
      return { kind: 'recorded', seq: row.seq, receivedAt };
    });
  }

  private now(): Instant {
    this.time += 1;
    return instant(this.time);
  }
}

function fateOf(stored: Stored | undefined, first: Append): Outcome['kind'] {
  if (stored === undefined) return 'unknown';
  if (stored.state !== 'open') return stored.state;
  return first.seq === stored.rows.length + 1 ? 'recorded' : 'head-moved';
}

/** Client ids without a database. */
export class MemoryLeaseStore implements LeaseStore {
  private readonly bound: Map<string, Holder>;
  private readonly held: Map<string, MemoryLeaseStore>;
  storeEpoch = 'e0000000-0000-4000-8000-000000000001';
  /** While set, the store cannot be asked. */
  away = false;

  constructor(shared?: MemoryLeaseStore) {
    this.bound = shared?.bound ?? new Map<string, Holder>();
    this.held = shared?.held ?? new Map<string, MemoryLeaseStore>();
  }

  epoch(): Promise<string> {
    return Promise.resolve(this.storeEpoch);
  }

  /** The same ids as another node sees them. */
  door(): MemoryLeaseStore {
    return new MemoryLeaseStore(this);
  }

  /** What happens to the holds of a node that has fallen silent. */
  expire(): void {
    for (const [key, node] of this.held) if (node === this) this.held.delete(key);
  }

  async hold(packageId: PackageId, client: number, holder: Holder): Promise<boolean> {
    await Promise.resolve();
    const key = `${packageId}/${String(client)}`;
    const bound = this.bound.get(key);
    if (bound?.person !== holder.person || bound.delegation !== holder.delegation) return false;
    const node = this.held.get(key) ?? this;
    if (node === this) this.held.set(key, this);
    return node === this;
  }

  release(packageId: PackageId, client: number): void {
    const key = `${packageId}/${String(client)}`;
    if (this.held.get(key) === this) this.held.delete(key);
  }

  async bind(packageId: PackageId, client: number, holder: Holder): Promise<boolean> {
    await Promise.resolve();
    const key = `${packageId}/${String(client)}`;
    if (this.bound.has(key)) return false;
    this.bound.set(key, { person: holder.person, delegation: holder.delegation });
    this.held.set(key, this);
    return true;
  }

  async newestOf(packageId: PackageId, holder: Holder, most: number): Promise<number[]> {
    await Promise.resolve();
    return this.idsOf(packageId, holder).slice(-most);
  }

  async boundAmong(packageId: PackageId, holder: Holder, clients: readonly number[]): Promise<number[]> {
    await Promise.resolve();
    return this.idsOf(packageId, holder).filter((client) => clients.includes(client));
  }

  private idsOf(packageId: PackageId, holder: Holder): number[] {
    if (this.away) throw new Error('the store is away');
    return [...this.bound]
      .filter(([key, { person, delegation }]) => {
        const own = person === holder.person && delegation === holder.delegation;
        return own && key.startsWith(`${packageId}/`);
      })
      .map(([key]) => Number(key.slice(packageId.length + 1)));
  }
}

export class MemoryEvidence implements EvidenceStore {
  readonly kept: Evidence[] = [];
  fails = false;

  keep(evidence: Evidence): Promise<void> {
    if (this.fails) return Promise.reject(new Error('the store is away'));
    this.kept.push(evidence);
    return Promise.resolve();
  }
}
