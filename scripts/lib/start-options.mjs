import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../bootstrap.mjs';
import { Refusal } from './refusal.mjs';

const HELP = `npm start -- [--demo] [--port PORT] [--data DIR]

  --demo        load the demo coalition into an empty store and print its accounts
  --port PORT   serve on this port of localhost (default 3000); the annex store takes the next free one
  --data DIR    keep everything in DIR (default .data)
  --help        this text

With DATABASE_URL and ANNEX_DATABASE_URL (and DATABASE_OWNER_URL, ANNEX_DATABASE_OWNER_URL for migrations) set, these
PostgreSQL servers are used and none is embedded.`;

/** @returns {{ demo: boolean, port: number, data: string } | undefined} undefined: help was asked for and given */
export function readOptions(args) {
  const { demo = false, port = '3000', data = path.join(root, '.data'), help } = parse(args);
  if (help) {
    console.log(HELP);
    return undefined;
  }
  if (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65_535) {
    throw new Refusal(`--port takes a number from 1 to 65535, not "${port}".`);
  }
  return { demo, port: Number(port), data: path.resolve(data) };
}

function parse(args) {
  try {
    return parseArgs({
      args,
      options: {
        demo: { type: 'boolean' },
        port: { type: 'string' },
        data: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new Refusal(`${error.message.split('.')[0]}. "npm start -- --help" shows what there is.`);
  }
}
