import { setup } from '@entente/contracts';
import { COUNTRIES } from './countries.js';
import { emptyDraft, inOrder, kindOfSeat, movePartner, slugOf, usualPowers } from './draft.js';

describe('the draft of a coalition', () => {
  const partners = inOrder([
    { code: 'AU', name: 'Australia', order: 0, weight: 1 },
    { code: 'CA', name: 'Canada', order: 0, weight: 1 },
    { code: 'EU', name: 'European Union', order: 0, weight: 1 },
  ]);

  it('keeps protocol order gapless when a partner moves', () => {
    expect(movePartner(partners, 2, -1).map(({ code, order }) => [code, order])).toEqual([
      ['AU', 1],
      ['EU', 2],
      ['CA', 3],
    ]);
    expect(movePartner(partners, 0, -1)).toEqual(partners);
  });

  it('makes a short name that the contract accepts', () => {
    expect(slugOf('The 7 Allies’ Círculo')).toBe('the-7-allies-circulo');
    expect(slugOf('A very long name of a coalition of many states')).toBe('a-very-long-name-of-a-coalitio');
  });

  it('is a valid setup once filled in', () => {
    const draft = {
      ...emptyDraft('Europe/Brussels'),
      administrator: { name: 'Ada Admin', email: 'ada@example.org', password: 'correct horse battery' },
      coalition: { name: 'Circle', slug: slugOf('Circle'), seat: 'Brussels', timeZone: 'Europe/Brussels' },
      partners,
      people: [
        {
          name: 'Nia Delegate',
          email: 'nia@example.org',
          password: 'correct horse battery',
          delegation: 'AU',
          roles: ['delegate' as const],
          powers: usualPowers(['delegate']),
        },
      ],
    };
    expect(setup.safeParse(draft).error).toBeUndefined();
  });

  it('knows the seats that are not partners', () => {
    expect(['PRES', 'SEC', 'NO'].map(kindOfSeat)).toEqual(['chair', 'secretariat', 'partner']);
  });

  it('ships every country once, and the European Union', () => {
    const codes = COUNTRIES.map(([code]) => code);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.length).toBeGreaterThanOrEqual(250);
    expect(codes).toContain('EU');
  });
});
