/** One connection of the load generator, in one document. */
export interface LoadClient {
  /** Its Yjs client id. */
  readonly client: number;
  /** What the server gave when it said that the document was there. */
  readonly text: Uint8Array;
  /** Whether the server answers an edit at all; the bare relays do not. */
  readonly acknowledges: boolean;
  /** Called with every update that comes after `text`, one's own echo included. */
  onUpdate: (update: Uint8Array) => void;
  /** The server ended the connection, or it broke. */
  onClose: () => void;
  /** `answered(null)`: the server acknowledged the edit; a word: it refused it, and why. */
  send(update: Uint8Array, answered: Answered): void;
  /** Tells the others where the caret is. */
  present(): void;
  close(): void;
}

export type Answered = (refusal: string | null) => void;

export const ignoreAnswer: Answered = () => undefined;
