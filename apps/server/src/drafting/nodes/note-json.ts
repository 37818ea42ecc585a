/** JSON in which bytes stand as `{ base64 }`: carets are the only bytes in a note, and they are few. */
export function encodeNotes(notes: unknown): string {
  return JSON.stringify(notes, function (this: Record<string, unknown>, key, value: unknown) {
    // From the holder: a Buffer would have turned itself into something else already.
    const own = this[key];
    return own instanceof Uint8Array ? { base64: Buffer.from(own).toString('base64') } : value;
  });
}

/** Throws where the text is not JSON. */
export function decodeNotes(text: string): unknown {
  return JSON.parse(text, (_key, value: unknown) => {
    const { base64 } = (value ?? {}) as { base64?: unknown };
    return typeof base64 === 'string' ? new Uint8Array(Buffer.from(base64, 'base64')) : value;
  });
}
