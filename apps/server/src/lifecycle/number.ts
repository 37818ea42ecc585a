/** `JSP 7/26`: the register's sequence in the year, and the year's last two digits (DOMAIN §2.2). */
export function packageNumber(row: { readonly sequence: number; readonly year: number }): string {
  return `JSP ${String(row.sequence)}/${twoDigits(row.year)}`;
}

/** The public address of a published package below the server's own: `/publications/jsp-7-26`. */
export function publicationAddress(row: { readonly sequence: number; readonly year: number }): string {
  return `/publications/jsp-${String(row.sequence)}-${twoDigits(row.year)}`;
}

const twoDigits = (year: number): string => String(year % 100).padStart(2, '0');
