/**
 * The process's own globals as the environment of a suite, and not a copy of them for each: so the next suite of this process
 * finds loaded what this one has loaded. A suite that needs an environment of its own says at its head why, and
 * `@jest-environment node`.
 */
import { TestEnvironment } from 'jest-environment-node';

export default class SharedEnvironment extends TestEnvironment {
  #variables = { ...process.env };
  #console = globalThis.console;
  #exit = Object.getOwnPropertyDescriptor(process, 'exit');

  constructor(...options) {
    super(...options);
    this.global = globalThis;
  }

  /** What a suite, and jest for it, changed in the process goes back, for the next one. */
  async teardown() {
    for (const name of Object.keys(process.env)) {
      if (!(name in this.#variables)) delete process.env[name];
    }
    Object.assign(process.env, this.#variables);
    globalThis.console = this.#console;
    Object.defineProperty(process, 'exit', this.#exit);
    await super.teardown();
  }

  /** None: nothing is loaded in a context of its own. */
  getVmContext() {
    return null;
  }
}
