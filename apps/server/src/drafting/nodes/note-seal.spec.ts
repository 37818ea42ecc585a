import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { NodeNote } from '@entente/contracts';
import type { DocumentId, PackageId } from '@entente/kernel';
import { mergeNotes, type FrequentNote } from './merge-notes.js';
import { NoteSeal, notesSecret } from './note-seal.js';

const document = 'd0000000-0000-4000-8000-000000000001' as DocumentId;
const packageId = 'c0000000-0000-4000-8000-000000000001' as PackageId;
const secret = randomBytes(32);
const note: NodeNote = { kind: 'document', document, head: 7 };
const visitor = (client: number, at = 1) => ({
  client,
  person: 'a0000000-0000-4000-8000-000000000001',
  name: 'Anna',
  delegation: 'AU',
  at: { document, anchor: new Uint8Array([at]), head: Buffer.from([at, 2]), provision: null },
});
const presence = (
  whole: boolean,
  clients: readonly number[],
  gone: readonly number[],
  at = 1,
): FrequentNote => ({
  kind: 'presence',
  package: packageId,
  node: 'n',
  whole,
  peers: clients.map((client) => visitor(client, at)),
  gone,
});

describe('sealed notes', () => {
  it('[S105] come out as they went in, carets included, at every other node and not at their own', () => {
    const [a, b] = [new NoteSeal(secret), new NoteSeal(secret)];
    const notes = [note, presence(true, [5], [6])];
    const sealed = a.seal(notes);
    expect(JSON.stringify(b.open(sealed))).toBe(
      JSON.stringify(notes).replace(/\{"type":"Buffer","data":\[1,2\]\}/, '{"0":1,"1":2}'),
    );
    expect(a.open(sealed)).toEqual([]);
    expect(Buffer.from(sealed, 'base64').toString('latin1')).not.toContain(document);
  });

  it('[S105] are heard once, and an older one not after a newer', () => {
    const [a, b] = [new NoteSeal(secret), new NoteSeal(secret)];
    const [first, second] = [a.seal([note]), a.seal([{ ...note, head: 8 }])];
    expect(b.open(second)).toHaveLength(1);
    expect([b.open(second), b.open(first)]).toEqual([[], []]);
  });

  it('[S105] altered anywhere, cut short, or made without the secret are as if they had not come', () => {
    const [a, b, stranger] = [new NoteSeal(secret), new NoteSeal(secret), new NoteSeal(randomBytes(32))];
    const sealed = Buffer.from(a.seal([note]), 'base64');
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(b.open(changed.toString('base64'))).toEqual([]);
      expect(b.open(sealed.subarray(0, at).toString('base64'))).toEqual([]);
    }
    expect(b.open(stranger.seal([note]))).toEqual([]);
    expect(b.open('')).toEqual([]);
    expect(b.open(sealed.toString('base64'))).toEqual([note]);
  });

  it('[S105] are read as strictly as what comes from outside', () => {
    const [a, b] = [new NoteSeal(secret), new NoteSeal(secret)];
    const strange = [
      { kind: 'document', document: 'x', head: -1 },
      { kind: 'missed' },
      null,
      { kind: 'nothing' },
    ];
    for (const one of strange) expect(b.open(a.seal([one as NodeNote]))).toEqual([]);
  });

  it('[S105] the secret follows from the key that all nodes share, and differs with it', () => {
    const [one, other] = [generateKeyPairSync('ed25519'), generateKeyPairSync('ed25519')];
    expect(notesSecret(one.privateKey)).toEqual(notesSecret(one.privateKey));
    expect(notesSecret(one.privateKey)).not.toEqual(notesSecret(other.privateKey));
  });
});

describe('notes that wait for one entry', () => {
  it('[S104] of one subject become one, which says what all of them said', () => {
    const later = (head: number | null): FrequentNote => ({ kind: 'document', document, head });
    expect(mergeNotes(later(9), later(4))).toEqual(later(9));
    expect(mergeNotes(later(null), later(4))).toEqual(later(null));
    expect(mergeNotes(presence(true, [1, 2], []), presence(false, [2, 3], [1], 9))).toEqual({
      ...presence(true, [], []),
      peers: [visitor(2, 9), visitor(3, 9)],
    });
    expect(mergeNotes(presence(false, [1], [2]), presence(false, [2], [1]))).toEqual(
      presence(false, [2], [1]),
    );
    expect(mergeNotes(presence(false, [1], [2]), presence(true, [4], []))).toEqual(presence(true, [4], []));
  });
});
