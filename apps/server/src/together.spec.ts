import { Together } from './together.js';

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
  it('[S192] who comes alone waits for nobody; a crowd waits for one statement and shares the next', async () => {
    const { begun, together, asked } = statements();
    const answers = [1, 2, 3, 4, 5].map(async (one) => together.ask(one));
    expect(asked()).toEqual([[1], [2]]);
    begun[1]?.end();
    await turn();
    expect(asked()).toEqual([[1], [2], [3, 4, 5]]);
    begun[2]?.end();
    begun[0]?.end();
    expect(await Promise.all(answers)).toEqual([1, 2, 3, 4, 5].map((one) => `answer ${String(one)}`));
  });

  it('[S192] no question is answered by a statement that had begun before it was asked', async () => {
    const { begun, together, asked } = statements();
    const first = [1, 2].map(async (one) => together.ask(one));
    await turn();
    const late = together.ask(3);
    begun[0]?.end();
    await turn();
    expect(asked()).toEqual([[1], [2], [3]]);
    for (const one of begun) one.end();
    await Promise.all([...first, late]);
  });

  it('[S192] a failure is told to those who asked together, and nobody else', async () => {
    const { begun, together } = statements();
    const answers = [1, 2, 3, 4].map(async (one) => together.ask(one).catch((error: unknown) => error));
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
    begun[3]?.end();
    expect(await next).toBe('answer 5');
  });
});
