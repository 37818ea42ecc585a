interface Waiting<Asked, Answer> {
  readonly asked: Asked;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (failure: unknown) => void;
}

/** Questions that are with the database at once; so one that is slow does not keep all the others waiting. */
const UNDER_WAY = 2;
/** Questions of one statement: what a thousand ask at once is answered in a few. */
const MOST = 250;

/**
 * One statement for all who ask in one turn of the process, or while others are being answered: a crowd that arrives at once costs a few statements and commits,
 * and who comes alone waits for nobody. Every statement begins after it was asked, so an answer is never older than its question.
 */
export class Together<Asked, Answer> {
  readonly #answer: (asked: readonly Asked[]) => Promise<readonly Answer[]>;
  #waiting: Waiting<Asked, Answer>[] = [];
  #underWay = 0;
  #called = false;

  /** `answer`: answers in the order of the questions. Where it fails, all who asked together are told. */
  constructor(answer: (asked: readonly Asked[]) => Promise<readonly Answer[]>) {
    this.#answer = answer;
  }

  async ask(asked: Asked): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ asked, resolve, reject });
      this.#call();
    });
  }

  /** Once all that came in this turn has been read. */
  #call(): void {
    if (this.#called) return;
    this.#called = true;
    setImmediate(() => {
      this.#called = false;
      this.#depart();
    });
  }

  #depart(): void {
    while (this.#underWay < UNDER_WAY && this.#waiting.length > 0) {
      this.#underWay += 1;
      const going = this.#waiting.splice(0, MOST);
      void this.#go(going).finally(() => {
        this.#underWay -= 1;
        this.#depart();
      });
    }
  }

  async #go(going: readonly Waiting<Asked, Answer>[]): Promise<void> {
    try {
      const answers = await this.#answer(going.map(({ asked }) => asked));
      if (answers.length !== going.length) throw new Error('not as many answers as questions');
      for (const [at, { resolve }] of going.entries()) resolve(answers[at] as Answer);
    } catch (failure: unknown) {
      for (const { reject } of going) reject(failure);
    }
  }
}

/** Readings of single things: those who ask for the same one together share it. One that fails is told to those who asked for it. */
export class SharedReading<Key, Value> {
  readonly #together: Together<Key, PromiseSettledResult<Awaited<Value>>>;

  constructor(read: (key: Key) => Promise<Value>) {
    this.#together = new Together(async (keys) => {
      const readings = new Map([...new Set(keys)].map((key) => [key, read(key)]));
      return Promise.allSettled(keys.map(async (key) => readings.get(key) as Promise<Value>));
    });
  }

  async of(key: Key): Promise<Awaited<Value>> {
    const reading = await this.#together.ask(key);
    if (reading.status === 'rejected') throw reading.reason;
    return reading.value;
  }
}
