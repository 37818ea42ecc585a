import { newMandate, newPartner, routes } from './index.js';
import { prose } from './primitives.js';

describe('what crosses the wire', () => {
  it('refuses unknown fields', () => {
    const partner = { code: 'AU', name: 'Australia', order: 1, weight: 26 };
    expect(newPartner.safeParse(partner).success).toBe(true);
    expect(newPartner.safeParse({ ...partner, admin: true }).success).toBe(false);
  });

  it.each([
    ['a control character', 'Aus\u0000tralia'],
    ['a bidirectional override', 'Aus\u202Etralia'],
    ['a space at the end', 'Australia '],
    ['a line break', 'Aus\ntralia'],
    ['a line separator', 'Aus\u2028tralia'],
    ['a right-to-left mark', 'Aus\u200Ftralia'],
    ['half a surrogate pair, which no database holds', 'Aus\uD800tralia'],
    ['a private-use character', 'Aus\uE000tralia'],
    ['a noncharacter', 'Aus\uFFFEtralia'],
    ['the replacement character', 'Aus\uFFFDtralia'],
    ['hidden tag characters', 'Australia\u{E0041}'],
    ['nothing that can be seen', '\u200B\u200D'],
    ['nothing', ''],
  ])('refuses a name with %s', (_what, name) => {
    expect(newPartner.safeParse({ code: 'AU', name, order: 1, weight: 26 }).success).toBe(false);
  });

  it.each(['대한민국', 'Côte d’Ivoire', 'مرحبا', 'می\u200Cخواهم', '\u{20BB7}野家', 'क\u094D\u200Dष'])(
    'keeps names in their own script: %s',
    (name) => {
      expect(newPartner.safeParse({ code: 'KR', name, order: 1, weight: 0 }).success).toBe(true);
    },
  );

  it('refuses a reason with half a surrogate pair or a hidden override, and keeps its line breaks', () => {
    const reason = (text: string): boolean => prose(100).safeParse(text).success;
    for (const text of ['a\uD800', 'a\u202Eb', 'a\u0000', 'a\rb']) expect(reason(text)).toBe(false);
    for (const text of ['', 'one\ntwo', '“quoted” — 대한민국 😀']) expect(reason(text)).toBe(true);
  });

  it('refuses instants that no calendar of ours writes', () => {
    const mandate = { person: crypto.randomUUID(), powers: ['speak'], to: null, accreditedBy: 'A note' };
    const taken = (from: number): boolean => newMandate.safeParse({ ...mandate, from }).success;
    for (const from of [Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER, 8.64e15, 253_402_300_800_000]) {
      expect(taken(from)).toBe(false);
    }
    for (const from of [0, -1, 1_795_402_640_293, 253_402_300_799_999]) expect(taken(from)).toBe(true);
  });

  it('takes a weight only as a whole number that JavaScript holds exactly', () => {
    for (const weight of [0.5, -1, 2 ** 53, '7', null]) {
      expect(newPartner.safeParse({ code: 'AU', name: 'Australia', order: 1, weight }).success).toBe(false);
    }
  });

  it('declares every path parameter of every route', () => {
    for (const route of Object.values(routes)) {
      const named = [...route.path.matchAll(/:(\w+)/g)].map((match) => match[1]).sort();
      const shape = 'params' in route ? Object.keys(route.params.shape).sort() : [];
      expect(shape).toEqual(named);
    }
  });
});
