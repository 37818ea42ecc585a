import path from 'node:path';
import { root } from '../bootstrap.mjs';

/**
 * The settings that `npm start` gives the two servers; each server's own configuration file describes and checks them. The
 * login that owns the tables goes to the migrations alone, never to a running server.
 * @param {{ data: string, port: number, annexPort: number, databases: Record<'server' | 'annex', { app: string, owner: string }> }} place
 */
export function serverEnvironment({ data, port, annexPort, databases }) {
  return {
    PORT: String(port),
    DATABASE_URL: databases.server.app,
    ANNEX_ADDRESS: process.env.ANNEX_ADDRESS ?? `http://localhost:${String(annexPort)}`,
    KEY_DIR: path.join(data, 'keys'),
    // Letters are files until a mail server is named (SMTP_URL).
    MAIL_DIR: path.join(data, 'outbox'),
    WEB_DIR: path.join(root, 'apps/web/dist/site'),
  };
}

export function annexEnvironment({ data, port, annexPort, databases }) {
  return {
    PORT: String(annexPort),
    ANNEX_DATABASE_URL: databases.annex.app,
    ACCESS_PUBLIC_KEY_FILE: path.join(data, 'keys', 'access-public.pem'),
    ALLOWED_ORIGINS:
      process.env.PUBLIC_ADDRESS ?? `http://localhost:${String(port)},http://127.0.0.1:${String(port)}`,
  };
}
