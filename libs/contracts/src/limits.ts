/** Every limit of the wire, by name. Sizes in bytes, times in milliseconds. */
export const limits = {
  /** A live update (SECURITY §4.2.5). */
  updateBytes: 65_536,
  updateStructs: 500,
  /** What a client sends after a reconnect: all that the server lacks, with its delete set. */
  resyncBytes: 262_144,
  resyncStructs: 5_000,
  /** One socket.io frame; above it the connection is closed with 1009. */
  frameBytes: 300_000,
  messagesPerSecond: 60,
  messagesBurst: 240,
  documentsPerSocket: 1_000,
  namespacesPerSocket: 3,
  /** Unsent bytes of a slow reader before it is told to come back. */
  bufferedBytes: 4_194_304,
  presencePerSecond: 10,
  presenceBytes: 1_024,
  ticketMs: 30_000,
  accessTokenMs: 600_000,
  refreshTokenMs: 43_200_000,
  annexTokenMs: 60_000,
  jsonBodyBytes: 262_144,
  importBytes: 20_971_520,
  annexBytes: 10_485_760,
  passwordMin: 12,
  passwordMax: 256,
} as const;
