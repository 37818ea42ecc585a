import { hashPassword, passwordFault, passwordMatches } from './passwords.js';

describe('passwords', () => {
  it.each([
    ['too short', 'elevenchars'],
    ['a common word made long with digits', 'Password12345'],
    ['another', 'qwertyuiop!2026'],
    ['digits alone', '123456789012'],
    ['one letter again and again', 'aaaaaaaaaaaaaaab'],
    ['one’s own mailbox', 'eleanor.whitlock!'],
    ['one’s own address', 'xx-eleanor.whitlock@au.example'],
  ])('refuses %s', (_, password) => {
    expect(passwordFault(password, 'eleanor.whitlock@au.example')).not.toBeNull();
  });

  it.each([
    'demo-entente-2026',
    'correct horse battery',
    'pässwört über alles',
    '合言葉は秘密ですよ、絶対に',
  ])('takes %s', (password) => {
    expect(passwordFault(password, 'eleanor.whitlock@au.example')).toBeNull();
  });

  it('hashes with Argon2id and a salt of its own, and takes the same letters typed in another form', async () => {
    const [one, other] = [
      await hashPassword('caf\u00e9 caf\u00e9 caf\u00e9'),
      await hashPassword('café café café'),
    ];
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(other);
    expect(await passwordMatches(one, 'cafe\u0301 cafe\u0301 cafe\u0301')).toBe(true);
    expect(await passwordMatches(one, 'cafe cafe cafe')).toBe(false);
  });
});
