import type { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';

/** What a binding for a plain text field does, in the manner of the Yjs world: it knows a Y.Text and an awareness, not us. */
export class TextareaBinding {
  value: string;
  readonly client: number;
  readonly #type: Y.XmlText;
  readonly #awareness: Awareness;

  constructor(type: Y.XmlText, awareness: Awareness) {
    this.#type = type;
    this.#awareness = awareness;
    this.client = awareness.clientID;
    this.value = type.toJSON();
    type.observe(this.#changed);
  }

  /** A person types there. */
  type(at: number, letters: string): void {
    this.#type.doc?.transact(() => {
      this.#type.insert(at, letters);
    }, this);
  }

  select(at: number): void {
    const place = Y.createRelativePositionFromTypeIndex(this.#type, at);
    const json = Y.relativePositionToJSON(place) as object;
    this.#awareness.setLocalStateField('cursor', { anchor: json, head: json });
  }

  /** The others' carets, as a binding draws them. */
  carets(): { name: unknown; at: number }[] {
    const { doc } = this.#type;
    const drawn: { name: unknown; at: number }[] = [];
    for (const [client, state] of this.#awareness.getStates()) {
      const { cursor, user } = state as { cursor?: { head: object } | null; user?: { name: string } };
      if (client === this.#awareness.clientID || cursor === null || cursor === undefined || doc === null)
        continue;
      const head = Y.createRelativePositionFromJSON(cursor.head);
      const place = Y.createAbsolutePositionFromRelativePosition(head, doc);
      if (place?.type === this.#type) drawn.push({ name: user?.name, at: place.index });
    }
    return drawn;
  }

  destroy(): void {
    this.#type.unobserve(this.#changed);
  }

  readonly #changed = (): void => {
    this.value = this.#type.toJSON();
  };
}
