/**
 * How the servers' Node.js is run. The young generation stays within 16 MiB a half and the old one may grow by 40 % between two
 * collections: left to itself V8 kept, after two thousand people had come back at once, twice the memory that was in use.
 */
export const serverFlags = ['--enable-source-maps', '--max-semi-space-size=16', '--heap-growing-percent=40'];
