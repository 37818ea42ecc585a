/** What can be measured, in the order of the tables. */
export const CONTENDERS = ['relay', 'socket.io', 'hocuspocus', 'y-websocket', 'ours'] as const;
export type ContenderName = (typeof CONTENDERS)[number];

/** A running server, as the load generator needs to know it. Sent between processes. */
export interface Target {
  readonly contender: ContenderName;
  readonly port: number;
  /** Names of documents that this measurement has to itself. */
  readonly documents: readonly string[];
  /** Ours alone: from `npx entente bench-fixture`. */
  readonly fixture?: Fixture;
}

/** What `npx entente bench-fixture` prints. */
export interface Fixture {
  readonly origin: string;
  readonly package: string;
  readonly structure: string;
  readonly documents: readonly { readonly document: string; readonly kind: string }[];
  readonly people: readonly { readonly email: string; readonly password: string }[];
}
