export { SECURITY_EVENT_NAMES, securityRows, type SecurityEvent } from './security-catalogue.js';
export { SecurityLog, type SecurityFacts } from './security-log.js';
export { SecurityModule } from './security.module.js';
