import { newPartner, routes } from './index.js';

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
    ['nothing', ''],
  ])('refuses a name with %s', (_what, name) => {
    expect(newPartner.safeParse({ code: 'AU', name, order: 1, weight: 26 }).success).toBe(false);
  });

  it('keeps names in their own script', () => {
    expect(newPartner.safeParse({ code: 'KR', name: '대한민국', order: 1, weight: 0 }).success).toBe(true);
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
