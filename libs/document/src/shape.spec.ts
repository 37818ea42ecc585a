import fc from 'fast-check';
import * as Y from 'yjs';
import {
  canonicalSection,
  checkShape,
  CONTENT_ROOT,
  documentShape,
  emptySection,
  MAX_BLOCK_DEPTH,
  PROVISION_ID,
  provisionIdFrom,
  schema,
  SECTION_KINDS,
  sectionFromTree,
  sectionNodeName,
  type CanonicalNode,
  type DocumentKind,
  type NodeName,
  type SectionKind,
} from './index.js';
import type { ProvisionId } from '@entente/kernel';

const p = (words: string): CanonicalNode => ['p', {}, words === '' ? [] : [['t', words, []]]];
const ARTICLE: CanonicalNode = [
  'articleSection',
  {},
  [
    ['heading', { id: 'h' }, [['t', 'Asset freeze', []]]],
    ['paragraph', { id: 'para' }, [p('Funds shall be frozen:'), ['point', { id: 'pt' }, [p('all;')]]]],
  ],
];

function docOf(tree: CanonicalNode, clientId = 7): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, sectionFromTree(tree, clientId));
  return doc;
}

const root = (doc: Y.Doc): Y.XmlFragment => doc.getXmlFragment(CONTENT_ROOT);
const elementAt = (parent: Y.XmlFragment, index: number): Y.XmlElement => parent.get(index) as Y.XmlElement;

/** The refusal of one change to a good article, asked both ways: of the whole document and of what was touched. */
function refusalOf(change: (doc: Y.Doc) => void, kind: DocumentKind = 'article'): [unknown, unknown] {
  const doc = docOf(ARTICLE);
  root(doc);
  const answers: unknown[] = [];
  doc.on('afterTransaction', (tr: Y.Transaction) => {
    const touched = checkShape(doc, kind, { before: tr.beforeState });
    answers.push(touched.ok ? null : touched.error);
  });
  doc.transact(() => {
    change(doc);
  });
  const whole = checkShape(doc, kind);
  return [answers.at(-1), whole.ok ? null : whole.error];
}

const schemaRefusal = (what: string, detail: string) => ({ code: 'SCHEMA', what, detail });

describe('the shape of a section document', () => {
  it.each<[string, string, (doc: Y.Doc) => void, string, string]>([
    ['D1', 'a second root', (doc) => doc.getMap('evil').set('a', 1), 'ROOT_UNKNOWN', 'evil'],
    [
      'D2',
      'words in a container',
      (doc) => elementAt(root(doc), 1).insert(0, [new Y.XmlText('x')]),
      'CHILD_NOT_ALLOWED',
      't',
    ],
    ['D2', 'words in the root', (doc) => root(doc).insert(0, [new Y.XmlText('x')]), 'CHILD_NOT_ALLOWED', 't'],
    [
      'D2',
      'an element in a leaf',
      (doc) => elementAt(root(doc), 0).insert(0, [new Y.XmlElement('p')]),
      'CHILD_NOT_ALLOWED',
      'p',
    ],
    [
      'D2',
      'formatting',
      (doc) => (elementAt(root(doc), 0).get(0) as Y.XmlText).format(0, 2, { strong: true }),
      'MARK_UNKNOWN',
      'strong',
    ],
    [
      'D2',
      'an embed',
      (doc) => (elementAt(root(doc), 0).get(0) as Y.XmlText).insertEmbed(0, { a: 1 }),
      'CONTENT_UNKNOWN',
      'ContentEmbed',
    ],
    [
      'D2',
      'an attribute on text',
      (doc) => (elementAt(root(doc), 0).get(0) as Y.XmlText).setAttribute('id', 'x'),
      'ATTRIBUTE_UNKNOWN',
      'id',
    ],
    [
      'D2',
      'a hook',
      (doc) => root(doc).insert(0, [new Y.XmlHook('x') as unknown as Y.XmlElement]),
      'CONTENT_UNKNOWN',
      'ContentType',
    ],
    [
      'D2',
      'plain text that is no XML text',
      (doc) => elementAt(root(doc), 0).insert(0, [new Y.Text('x') as Y.XmlText]),
      'CONTENT_UNKNOWN',
      'ContentType',
    ],
    [
      'D3',
      'an unknown node',
      (doc) => root(doc).insert(0, [new Y.XmlElement('script')]),
      'NODE_UNKNOWN',
      'script',
    ],
    [
      'D3',
      'a node of another section',
      (doc) => root(doc).insert(0, [new Y.XmlElement('recital')]),
      'CHILD_NOT_ALLOWED',
      'recital',
    ],
    [
      'D3',
      'a section in a section',
      (doc) => root(doc).insert(0, [new Y.XmlElement('articleSection')]),
      'NODE_UNKNOWN',
      'articleSection',
    ],
    [
      'D3',
      'a bad node inside a new good one',
      (doc) => {
        const paragraph = new Y.XmlElement('paragraph');
        const point = new Y.XmlElement('point');
        paragraph.insert(0, [point]);
        point.insert(0, [new Y.XmlElement('heading')]);
        root(doc).insert(1, [paragraph]);
      },
      'CHILD_NOT_ALLOWED',
      'heading',
    ],
    [
      'D4',
      'an unknown attribute',
      (doc) => elementAt(root(doc), 1).setAttribute('onclick', 'x'),
      'ATTRIBUTE_UNKNOWN',
      'onclick',
    ],
    [
      'D4',
      'the attribute __proto__',
      (doc) => elementAt(root(doc), 1).setAttribute('__proto__', 'x'),
      'ATTRIBUTE_UNKNOWN',
      '__proto__',
    ],
    [
      'D4',
      'an attribute on the root',
      (doc) => {
        const fragment = root(doc);
        new Y.XmlElement('p').setAttribute.call(fragment as Y.XmlElement, 'id', 'x');
      },
      'ATTRIBUTE_UNKNOWN',
      'id',
    ],
    [
      'D4',
      'a number as id',
      (doc) => elementAt(root(doc), 1).setAttribute('id', 5 as unknown as string),
      'ATTRIBUTE_INVALID',
      'id',
    ],
    [
      'D6',
      'an id with a space',
      (doc) => elementAt(root(doc), 1).setAttribute('id', 'a b'),
      'ATTRIBUTE_INVALID',
      'id',
    ],
    [
      'D6',
      'an id that is __proto__',
      (doc) => elementAt(root(doc), 1).setAttribute('id', '__proto__'),
      'ATTRIBUTE_INVALID',
      'id',
    ],
    [
      'D6',
      'an id of 129 characters',
      (doc) => elementAt(root(doc), 1).setAttribute('id', 'a'.repeat(129)),
      'ATTRIBUTE_INVALID',
      'id',
    ],
  ])(
    '[D1] [D2] [D3] [D4] [D6] by %s refuses %s, checked whole and where touched',
    (_rule, _name, change, what, detail) => {
      expect(refusalOf(change)).toEqual([schemaRefusal(what, detail), schemaRefusal(what, detail)]);
    },
  );

  it('[D3] is the ProseMirror schema’s shape: the same children for every node', () => {
    for (const kind of SECTION_KINDS) {
      const shape = documentShape.get(kind);
      const names = new Map([
        [sectionNodeName(kind) as string, shape?.rootChildren],
        ...(shape?.children ?? []),
      ]);
      for (const [name, children] of names) {
        const type = schema.nodes[name as NodeName];
        const allowed = Object.keys(schema.nodes).filter(
          (child) => type.contentMatch.matchType(schema.nodes[child as NodeName]) !== null,
        );
        const leaf = shape?.leaves.has(name) === true;
        expect([name, ...allowed.sort()]).toEqual([
          name,
          ...(leaf ? ['text'] : [...(children ?? [])].sort()),
        ]);
        // Closed under merging: nothing at all is allowed, and after any child all children are.
        expect(type.contentMatch.validEnd).toBe(true);
      }
    }
  });

  it('[D3] two people who each delete one of two paragraphs leave a legal, empty article', () => {
    const two: CanonicalNode = [
      'articleSection',
      {},
      [
        ['paragraph', { id: 'a' }, [p('x')]],
        ['paragraph', { id: 'b' }, [p('y')]],
      ],
    ];
    const [one, other] = [docOf(two), docOf(two)];
    root(one).delete(0, 1);
    root(other).delete(1, 1);
    Y.applyUpdate(one, Y.encodeStateAsUpdate(other));
    expect(checkShape(one, 'article')).toEqual({ ok: true, value: undefined });
    expect(canonicalSection(one, 'article')).toEqual({ ok: true, value: ['articleSection', {}, []] });
    expect(schema.node('articleSection', { document: 'd' }).check()).toBeUndefined();
  });

  it('[D5] a structure document holds childless sections with a document and a kind', () => {
    const doc = new Y.Doc();
    const structure = doc.getXmlFragment('structure');
    const line = new Y.XmlElement('section');
    structure.insert(0, [line]);
    line.setAttribute('document', '0b0e7c6e-93c1-4b34-9d0f-6f3a7d1f2c11');
    line.setAttribute('kind', 'article');
    expect(checkShape(doc, 'structure').ok).toBe(true);
    line.setAttribute('kind', 'chapter');
    expect(checkShape(doc, 'structure')).toMatchObject({ ok: false, error: { what: 'ATTRIBUTE_INVALID' } });
    line.setAttribute('kind', 'article');
    line.insert(0, [new Y.XmlElement('section')]);
    expect(checkShape(doc, 'structure')).toMatchObject({ ok: false, error: { what: 'CHILD_NOT_ALLOWED' } });
  });

  it('[D6] new ids are drawn from 96 random bits and fit everywhere an id stands', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 12, maxLength: 12 }), (bytes) => {
        expect(provisionIdFrom(bytes)).toMatch(PROVISION_ID);
      }),
    );
    const different = new Set(
      Array.from({ length: 96 }, (_, bit) => {
        const bytes = new Uint8Array(12);
        bytes[bit >> 3] = 1 << (bit & 7);
        return provisionIdFrom(bytes);
      }),
    );
    expect(different.size).toBe(96);
    expect(() => provisionIdFrom(new Uint8Array(11))).toThrow(RangeError);
  });

  it('[D12] points stand at most so deep, whole and where touched', () => {
    let deep: CanonicalNode = p('x');
    for (let i = 1; i < MAX_BLOCK_DEPTH - 1; i += 1) deep = ['point', { id: `p${String(i)}` }, [deep]];
    const doc = docOf(['articleSection', {}, [['paragraph', { id: 'para' }, [deep]]]]);
    expect(checkShape(doc, 'article')).toEqual({ ok: true, value: undefined });
    expect(canonicalSection(doc, 'article').ok).toBe(true);
    let innermost = elementAt(root(doc), 0);
    while (elementAt(innermost, 0).nodeName !== 'p') innermost = elementAt(innermost, 0);
    let touched: unknown;
    doc.on('afterTransaction', (tr: Y.Transaction) => {
      touched = checkShape(doc, 'article', { before: tr.beforeState });
    });
    doc.transact(() => {
      const point = new Y.XmlElement('point');
      point.insert(0, [new Y.XmlElement('p')]);
      innermost.insert(1, [point]);
    });
    const refusal = { ok: false, error: schemaRefusal('TOO_DEEP', 'p') };
    expect(checkShape(doc, 'article')).toEqual(refusal);
    expect(touched).toEqual(refusal);
    expect(canonicalSection(doc, 'article')).toMatchObject({ ok: false, error: [{ code: 'TOO_DEEP' }] });
  });

  it('[D13] checking what was touched says what checking the whole says, over random changes', () => {
    const names = ['p', 'point', 'paragraph', 'heading', 'recital', 'b', 'articleSection'];
    const step = fc.record({
      what: fc.constantFrom('element', 'element', 'text', 'attribute', 'delete', 'nested'),
      at: fc.nat(),
      name: fc.constantFrom(...names),
      id: fc.constantFrom('a', 'b-1', 'c d', ''),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 4 }), (steps) => {
        const [touched, whole] = refusalOf((doc) => {
          for (const one of steps) change(doc, one);
        });
        // Where several things are wrong at once, the two walks may meet another one first.
        expect(touched === null).toBe(whole === null);
      }),
      { numRuns: 400 },
    );
  });

  it.each(SECTION_KINDS)('[D14] a new %s can be typed in and is within its shape', (kind: SectionKind) => {
    let next = 0;
    const newId = (): ProvisionId => `id${String((next += 1))}` as ProvisionId;
    const doc = new Y.Doc();
    Y.applyUpdate(doc, emptySection(kind, { clientId: 5, newId }));
    expect(checkShape(doc, kind)).toEqual({ ok: true, value: undefined });
    const tree = canonicalSection(doc, kind);
    expect(tree.ok && tree.value[2].length).toBeGreaterThan(0);
    expect([...doc.store.clients.keys()]).toEqual([5]);
  });

  it('[D14] a section made from a tree has that tree as its canonical tree', () => {
    expect(canonicalSection(docOf(ARTICLE), 'article')).toEqual({ ok: true, value: ARTICLE });
  });
});

interface Step {
  readonly what: string;
  readonly at: number;
  readonly name: string;
  readonly id: string;
}

function nestedElement(name: string, id: string): Y.XmlElement {
  const outer = new Y.XmlElement('paragraph');
  const inner = new Y.XmlElement(name);
  inner.setAttribute('id', id);
  outer.insert(0, [inner]);
  return outer;
}

function anyElement(doc: Y.Doc, at: number): Y.XmlFragment {
  const elements: Y.XmlFragment[] = [root(doc)];
  for (const element of elements) {
    for (const child of element.toArray()) if (child instanceof Y.XmlElement) elements.push(child);
  }
  return elements[at % elements.length] ?? root(doc);
}

/** One random change somewhere in the document. */
function change(doc: Y.Doc, { what, at, name, id }: Step): void {
  const target = anyElement(doc, at);
  const place = at % (target.length + 1);
  if (what === 'element') target.insert(place, [new Y.XmlElement(name)]);
  else if (what === 'text') target.insert(place, [new Y.XmlText('words')]);
  else if (what === 'delete' && target.length > 0) target.delete(at % target.length, 1);
  else if (what === 'attribute' && target instanceof Y.XmlElement) target.setAttribute('id', id);
  else if (what === 'nested') target.insert(place, [nestedElement(name, id)]);
}
