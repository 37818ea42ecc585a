import { formatShare } from './share.js';

const EU = 449_206_579;
const NEED = 291_984_277;

describe('a share in per cent', () => {
  it('that misses its limit by nine inhabitants is cut, never rounded up to it', () => {
    expect(formatShare(291_984_268, EU, NEED)).toBe('64.999998\u202F%');
  });

  it('that reaches it by six says so in as many decimals', () => {
    expect(formatShare(291_984_283, EU, NEED)).toBe('65.000001\u202F%');
  });

  it('far from the limit has two decimals', () => {
    expect(formatShare(238_369_833, EU, NEED)).toBe('53.06\u202F%');
    expect(formatShare(0, 27)).toBe('0.00\u202F%');
    expect(formatShare(27, 27)).toBe('100.00\u202F%');
  });
});
