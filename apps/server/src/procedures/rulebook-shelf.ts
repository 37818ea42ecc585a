import {
  capitals,
  hostCities,
  shippedWeightTables,
  SHIPPED_RULEBOOKS,
  type Rulebook,
  type Shelf,
} from '@entente/consensus';
import { Injectable } from '@nestjs/common';

/** The rule books that a procedure may open by, and what they refer to by name. A version is never changed. */
@Injectable()
export class RulebookShelf {
  readonly shelf: Shelf = {
    calendars: [...hostCities(), ...capitals()],
    weightTables: shippedWeightTables(),
  };

  list(): readonly Rulebook[] {
    return SHIPPED_RULEBOOKS;
  }

  find({ id, version }: Pick<Rulebook, 'id' | 'version'>): Rulebook | undefined {
    return SHIPPED_RULEBOOKS.find((book) => book.id === id && book.version === version);
  }
}
