import { SharedReading, Together } from './together.js';

/** Statements that end when they are told to. */
function statements() {
  const begun: { readonly asked: readonly number[]; end(failure?: Error): void }[] = [];
  const together = new Together<number, string>(
    async (asked) =>
      new Promise((resolve, reject) => {
        begun.push({
          asked,
          end(failure) {
            if (failure === undefined) resolve(asked.map((one) => `answer ${String(one)}`));
            else reject(failure);
          },
        });
      }),
  );
  return { begun, together, asked: () => begun.map((one) => one.asked) };
}

const turn = async (): Promise<void> => new Promise(setImmediate);

describe('questions that are asked together', () => {
  it('[S192] who comes alone waits for nobody; who come in one turn share a statement, and the rest the next', async () => {
    const { begun, together, asked } = statements();
    const answers = [together.ask(1)];
    await turn();
    expect(asked()).toEqual([[1]]);
    for (const one of [2, 3]) answers.push(together.ask(one));
    await turn();
    expect(asked()).toEqual([[1], [2, 3]]);
    for (const one of [4, 5, 6]) {
      answers.push(together.ask(one));
      await turn();
    }
    expect(asked()).toEqual([[1], [2, 3]]);
    begun[1]?.end();
    await turn();
    expect(asked()).toEqual([[1], [2, 3], [4, 5, 6]]);
    begun[2]?.end();
    begun[0]?.end();
    expect(await Promise.all(answers)).toEqual([1, 2, 3, 4, 5, 6].map((one) => `answer ${String(one)}`));
  });

  it('[S192] no question is answered by a statement that had begun before it was asked', async () => {
    const { begun, together, asked } = statements();
    const first = together.ask(1);
    await turn();
    const second = together.ask(2);
    await turn();
    const late = together.ask(3);
    begun[0]?.end();
    await turn();
    expect(asked()).toEqual([[1], [2], [3]]);
    for (const one of begun) one.end();
    await Promise.all([first, second, late]);
  });

  it('[S192] a failure is told to those who asked together, and nobody else', async () => {
    const { begun, together } = statements();
    const caught = async (one: number): Promise<unknown> =>
      together.ask(one).catch((error: unknown) => error);
    const answers: Promise<unknown>[] = [];
    for (const turned of [[1], [2], [3, 4]]) {
      answers.push(...turned.map(caught));
      await turn();
    }
    begun[0]?.end();
    await turn();
    begun[2]?.end(new Error('away'));
    begun[1]?.end();
    expect(await Promise.all(answers)).toEqual([
      'answer 1',
      'answer 2',
      new Error('away'),
      new Error('away'),
    ]);
    const next = together.ask(5);
    await turn();
    begun[3]?.end();
    expect(await next).toBe('answer 5');
  });
});

describe('readings that are shared', () => {
  it('[S192] one thing is read once for all who ask for it together; one that cannot be read fails alone', async () => {
    const read: number[] = [];
    const shared = new SharedReading(async (key: number) => {
      read.push(key);
      await turn();
      if (key === 3) throw new Error('no such thing');
      return { key };
    });
    const caught = async (key: number): Promise<unknown> => shared.of(key).catch((error: unknown) => error);
    const [one, again, other, fault] = await Promise.all([1, 1, 2, 3].map(caught));
    expect(read).toEqual([1, 2, 3]);
    expect(again).toBe(one);
    expect(other).toEqual({ key: 2 });
    expect(fault).toEqual(new Error('no such thing'));
    expect(await shared.of(1)).not.toBe(one);
  });
});
