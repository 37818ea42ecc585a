import { randomBytes } from 'node:crypto';
import type { Setup } from '@entente/contracts';

/** Someone who can sign in. */
export interface FixturePerson {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly delegation: string;
}

const PARTNERS = ['AU', 'CA', 'GB', 'JP', 'NO'] as const;

/** A coalition of five partners and `people` delegates spread over them, each with a password of its own. */
export function fixtureCoalition(people: number): {
  readonly setup: Setup;
  readonly writers: readonly FixturePerson[];
  readonly secretary: FixturePerson;
} {
  const writers = Array.from({ length: people }, (_, index) => {
    const delegation = PARTNERS[index % PARTNERS.length] ?? 'AU';
    return person(`Delegate ${String(index + 1)}`, `delegate-${String(index + 1)}`, delegation);
  });
  const secretary = person('Secretary', 'secretary', 'SEC');
  const administrator = person('Administrator', 'administrator', 'SEC');
  const setup = {
    coalition: { name: 'Measured Coalition', slug: 'measured', seat: 'Nowhere', timeZone: 'UTC' },
    administrator: {
      name: administrator.name,
      email: administrator.email,
      password: administrator.password,
    },
    partners: PARTNERS.map((code, index) => ({ code, name: `Partner ${code}`, order: index + 1, weight: 1 })),
    people: [
      ...writers.map((one) => ({ ...one, roles: ['delegate' as const], powers: ['speak' as const] })),
      {
        ...secretary,
        roles: ['secretariat' as const],
        powers: ['speak' as const, 'propose' as const, 'publish' as const],
      },
    ],
  };
  // The ids of this file are plain strings until the server has parsed them.
  return { setup: setup as unknown as Setup, writers, secretary };
}

function person(name: string, local: string, delegation: string): FixturePerson {
  const password = randomBytes(15).toString('base64url');
  return { name, email: `${local}@measured.example`, password, delegation };
}

/** An Akoma Ntoso act with `articles` articles of two paragraphs. */
export function fixtureAct(articles: number): string {
  const body = Array.from({ length: articles }, (_, index) => article(index + 1)).join('\n');
  return `<?xml version="1.0" encoding="UTF-8"?>
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">
  <act name="jointDecision">
    <preface><longTitle><p>Joint decision made for measurements</p></longTitle></preface>
    <preamble>
      <formula name="enacting"><p>THE PARTNERS OF THE COALITION,</p></formula>
      <recitals><intro><p>Whereas:</p></intro>
        <recital eId="recs__rec_1"><num>(1)</num><p>What is promised is measured.</p></recital>
      </recitals>
      <formula name="adopted"><p>HAVE ADOPTED THIS DECISION:</p></formula>
    </preamble>
    <body>
${body}
    </body>
  </act>
</akomaNtoso>
`;
}

function article(number: number): string {
  const id = `art_${String(number)}`;
  const paragraph = (index: number): string =>
    `<paragraph eId="${id}__para_${String(index)}"><num>${String(index)}.</num><content><p>Funds belonging to the persons listed in Annex I shall be frozen without delay.</p></content></paragraph>`;
  return `      <article eId="${id}"><num>Article ${String(number)}</num><heading>Measured provision</heading>${paragraph(1)}${paragraph(2)}</article>`;
}
