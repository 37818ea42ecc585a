/** Asks once. */
export function once<Answer>(answer: () => Answer): () => Answer {
  let made: { readonly answer: Answer } | null = null;
  return () => (made ??= { answer: answer() }).answer;
}
