import { Heads } from './heads.js';

describe('which rows of a document have arrived', () => {
  it('[S75] follows frames without gaps, and refuses one behind a gap', () => {
    const heads = new Heads();
    heads.reset(5);
    expect(heads.arrived(6, 8)).toBe(true);
    expect(heads.arrived(10, 10)).toBe(false);
    expect(heads.head).toBe(8);
    expect(heads.arrived(7, 9)).toBe(true);
    expect(heads.head).toBe(9);
  });

  it('[S75] counts own rows by their verdicts, before or after the frames around them', () => {
    const heads = new Heads();
    heads.reset(1);
    heads.recorded(2);
    expect(heads.head).toBe(2);
    heads.recorded(4);
    expect(heads.head).toBe(2);
    expect(heads.arrived(5, 5)).toBe(false);
    expect(heads.arrived(3, 3)).toBe(true);
    expect(heads.head).toBe(4);
    heads.recorded(5);
    heads.recorded(6);
    expect(heads.arrived(7, 9)).toBe(true);
    expect(heads.head).toBe(9);
    heads.recorded(8);
    expect(heads.head).toBe(9);
  });

  it('[S75] reaches over own rows to the frame behind them', () => {
    const heads = new Heads();
    heads.reset(1);
    heads.recorded(3);
    expect(heads.arrived(2, 4)).toBe(true);
    expect(heads.head).toBe(4);
  });

  it('[S75] forgets all of it when the whole document arrives', () => {
    const heads = new Heads();
    heads.recorded(7);
    heads.reset(3);
    expect(heads.arrived(4, 4)).toBe(true);
    expect(heads.head).toBe(4);
  });
});
