/** A package's number in an address: `JSP 7/26` becomes `jsp-7-26`. */
export function slugOfNumber(number: string): string {
  return number.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
}

/** `REV3` of an address; null where it is not one. */
export function revisionOf(segment: string | undefined): number | null {
  const match = /^REV([1-9]\d{0,4})$/i.exec(segment ?? '');
  return match === null ? null : Number(match[1]);
}
