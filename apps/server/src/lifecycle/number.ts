/** `JSP 7/26`: the register's sequence in the year, and the year's last two digits (DOMAIN §2.2). */
export function packageNumber(row: { readonly sequence: number; readonly year: number }): string {
  return `JSP ${String(row.sequence)}/${twoDigits(row.year)}`;
}

/** The public address of an edition below the server's own: `/publications/jsp-7-26`, later ones `…-amendment-1` and so on. */
export function publicationAddress(
  row: { readonly sequence: number; readonly year: number },
  edition = 1,
): string {
  const first = `/publications/jsp-${String(row.sequence)}-${twoDigits(row.year)}`;
  return edition === 1 ? first : `${first}-amendment-${String(edition - 1)}`;
}

const twoDigits = (year: number): string => String(year % 100).padStart(2, '0');
