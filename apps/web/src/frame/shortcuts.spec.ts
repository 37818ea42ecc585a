import { shortcutMachine } from './shortcuts.js';

describe('keyboard shortcuts', () => {
  const machineOver = (names: readonly string[]) => {
    const done: string[] = [];
    const machine = shortcutMachine((keys) =>
      names.includes(keys)
        ? () => {
            done.push(keys);
          }
        : undefined,
    );
    return { done, machine };
  };

  it('takes g and a letter as one shortcut', () => {
    const { done, machine } = machineOver(['g t', '?']);
    machine('g', 0);
    machine('t', 300);
    machine('?', 400);
    expect(done).toEqual(['g t', '?']);
  });

  it('forgets the g after a while and after another key', () => {
    const { done, machine } = machineOver(['g t', 't']);
    machine('g', 0);
    machine('t', 5_000);
    machine('g', 6_000);
    machine('x', 6_100);
    machine('t', 6_200);
    expect(done).toEqual(['t', 't']);
  });
});
