/** What is no number stays as typed, so that the form can say that it is none: the contracts refuse it by its path. */
export const numberOf = (text: string): number | string => (/^\d{1,15}$/.test(text) ? Number(text) : text);

/** Numbers with spaces or commas between them; what is none stays as typed. */
export const numbersOf = (text: string): readonly (number | string)[] =>
  text
    .split(/[\s,]+/)
    .filter((word) => word !== '')
    .map(numberOf);
