import { agreedRoutes } from './agreed.js';
import { boardRoutes } from './board.js';
import { bookRoutes } from './books.js';
import { coalitionRoutes } from './coalition.js';
import { derogationRoutes } from './derogations.js';
import { historyRoutes } from './history.js';
import { identityRoutes } from './identity.js';
import { instructionRoutes } from './instructions.js';
import { jointDeclarationRoutes } from './joint-declarations.js';
import { notificationRoutes } from './notifications.js';
import { packageRoutes } from './packages.js';
import { procedureRoutes } from './procedure-routes.js';
import { publicationRoutes } from './publication.js';
import { reminderRoutes } from './reminders.js';
import { schedulerRoutes } from './scheduler.js';
import { systemRoutes } from './system.js';

/** The whole API below `/api/v1`. A controller for each, and no other: a repository test compares them. */
export const routes = {
  ...identityRoutes,
  ...coalitionRoutes,
  ...bookRoutes,
  ...packageRoutes,
  ...historyRoutes,
  ...procedureRoutes,
  ...jointDeclarationRoutes,
  ...derogationRoutes,
  ...agreedRoutes,
  ...instructionRoutes,
  ...boardRoutes,
  ...notificationRoutes,
  ...reminderRoutes,
  ...publicationRoutes,
  ...systemRoutes,
  ...schedulerRoutes,
} as const;

export type RouteName = keyof typeof routes;
