import type { Feature } from '@entente/nest-platform';
import { BookActTable, BookTable } from './book.table.js';
import { Books1795600400000 } from './migrations/1795600400000-books.js';
import { RulebooksModule } from './rulebooks.module.js';

export { RulebooksModule } from './rulebooks.module.js';
export { RulebooksService } from './rulebooks.service.js';

/** Rule books, working calendars and tables of weights in versions, activated by a second person. */
export const rulebooksFeature: Feature = {
  module: RulebooksModule,
  entities: [BookTable, BookActTable],
  migrations: [Books1795600400000],
};
