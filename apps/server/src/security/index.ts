export { securityRows, type SecurityEvent } from './security-catalogue.js';
export { SecurityLog } from './security-log.js';
export { SecurityModule } from './security.module.js';
