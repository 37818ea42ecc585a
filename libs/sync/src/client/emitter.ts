/** Typed events. A listener that is added or ended while an event is told hears from the next one on. */
export class Emitter<Events extends { [Name in keyof Events]: (fact: never) => void }> {
  readonly #listeners = new Map<keyof Events, readonly ((fact: never) => void)[]>();

  on<Name extends keyof Events>(name: Name, hear: Events[Name]): () => void {
    this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), hear]);
    return () => {
      const others = (this.#listeners.get(name) ?? []).filter((listener) => listener !== hear);
      this.#listeners.set(name, others);
    };
  }

  tell<Name extends keyof Events>(name: Name, ...fact: Parameters<Events[Name]>): void {
    for (const listener of this.#listeners.get(name) ?? []) {
      (listener as (...fact: Parameters<Events[Name]>) => void)(...fact);
    }
  }
}
