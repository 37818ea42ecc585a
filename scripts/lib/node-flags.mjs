/**
 * How the servers' Node.js is run. The young generation has 64 MiB a half, so that what a keystroke leaves behind dies there; the old one may grow by 40 % between two
 * collections: left to itself V8 kept, after two thousand people had come back at once, twice the memory that was in use. Memory is not
 * saved while the server works; at rest the server itself says otherwise (ADR 0021).
 */
export const serverFlags = [
  '--max-semi-space-size=64',
  '--heap-growing-percent=40',
  '--no-memory-saver-mode',
];
