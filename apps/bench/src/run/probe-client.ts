import type { ChildProcess } from 'node:child_process';
import type { Answer, Question } from '../servers/probe.js';

type Asked = Question extends infer One ? (One extends Question ? Omit<One, 'number'> : never) : never;

let asked = 0;

/** Asks the probe inside a server's process. Rejects where the process ends before it answers. */
export async function askProbe(
  child: ChildProcess,
  question: Asked,
): Promise<Readonly<Record<string, number>>> {
  asked += 1;
  const number = asked;
  return new Promise((resolve, reject) => {
    const settle = (finish: () => void): void => {
      child.off('message', take);
      child.off('exit', gone);
      finish();
    };
    const take = (message: Partial<Answer>): void => {
      if (message.answer !== number) return;
      settle(() => {
        resolve(message.value ?? {});
      });
    };
    const gone = (): void => {
      settle(() => {
        reject(new Error('the server ended while it was asked for its figures'));
      });
    };
    child.on('message', take);
    child.once('exit', gone);
    child.send({ ...question, number });
  });
}
