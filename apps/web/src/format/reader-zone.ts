let chosen: string | undefined;

/** The zone that the reader chose; undefined: none, so that of the device. */
export const readerZone = (): string | undefined => chosen;

/** Takes the zone that a person chose for everything that is shown from now on. A zone that this browser does not know is none. */
export function setReaderZone(zone: string | null): void {
  chosen = zone !== null && isKnown(zone) ? zone : undefined;
}

function isKnown(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone }).resolvedOptions().timeZone !== '';
  } catch {
    // Intl says "no such zone" only by throwing.
    return false;
  }
}
