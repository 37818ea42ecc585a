/** What a security event means to whoever reads the log, and what they do about it. */
interface SecurityEventDescription {
  /** `warn`: somebody should look. `info`: of use when looking back; honest people cause it too. */
  readonly level: 'info' | 'warn';
  readonly means: string;
  readonly act: string;
}

/** Every security event by name (S155). What is not in the list is not one. */
export const SECURITY_EVENTS = {
  equivocation: {
    level: 'warn',
    means:
      'an update told another story about words that are recorded already; `kept`: table `equivocation_evidence` has it',
    act: 'suspend the account, read the evidence with its delegation: a stolen device, or a client that is not ours',
  },
  'evidence-lost': {
    level: 'warn',
    means: 'such evidence could not be written',
    act: 'look at the database; the event before it names person, document and clocks',
  },
  'update-forged': {
    level: 'warn',
    means: 'an update carried words under a client id, or marks of a delegation, that is not the sender’s',
    act: 'as for `equivocation`',
  },
  'presence-forged': {
    level: 'warn',
    means: 'somebody told a caret under a client id that is not theirs',
    act: 'as for `equivocation`',
  },
  'update-refused': {
    level: 'info',
    means: 'the gate refused an update, with its `code`; single ones happen, many from one person do not',
    act: 'many: ask the person which program they use, or end the session',
  },
  'update-costly': {
    level: 'warn',
    means: 'an update would have cost more CPU than allowed, and was refused',
    act: 'once: a very large paste. Again and again: end the session',
  },
  'write-refused': {
    level: 'info',
    means: 'somebody wrote who may only read',
    act: 'nothing, where their rights have just changed; else as for `update-refused`',
  },
  'unknown-asked': {
    level: 'info',
    means: 'somebody asked for a package or document that does not exist for them',
    act: 'many different ones from one person: they are guessing; end the session, suspend the account',
  },
  'message-malformed': {
    level: 'warn',
    means: 'a message of no known name or shape; no client of ours sends one',
    act: 'look which person; end the session',
  },
  'limit-passed': {
    level: 'info',
    means: 'a message passed a limit, with its `code`',
    act: 'nothing, unless honest people meet it: then raise the limit',
  },
  'rate-closed': {
    level: 'warn',
    means: 'a connection was ended for what it sent: too much, or refused too often',
    act: 'look which person; the events before it say what they sent',
  },
  'slow-reader': {
    level: 'info',
    means: 'a connection was ended because it did not take what was sent',
    act: 'one person: their network. Many at once: yours',
  },
  'frame-refused': {
    level: 'warn',
    means:
      'a connection, perhaps before any ticket, sent bytes that cannot be decoded or asked for too many namespaces',
    act: 'many: the proxy’s log has the addresses',
  },
  'origin-refused': {
    level: 'warn',
    means: 'a page of another site tried to connect; the browser’s user did not ask for it',
    act: 'check PUBLIC_ADDRESS if it is your own page; else find which page your people have open',
  },
  'ticket-reused': {
    level: 'warn',
    means: 'a ticket for a connection came a second time: somebody has a copy',
    act: 'end the session of its person, look for what can read their traffic',
  },
  'ticket-foreign': {
    level: 'warn',
    means: 'a ticket for a connection came with the cookie of another session: it was taken from its person',
    act: 'as for `ticket-reused`',
  },
  'ticket-unknown': {
    level: 'info',
    means: 'a ticket that was never given, or is too old',
    act: 'many from one address: somebody is guessing, in vain; the proxy can refuse the address',
  },
  'session-over': {
    level: 'info',
    means: 'a connection was refused or ended because its session is over or its account suspended',
    act: 'nothing',
  },
  'rights-lost': {
    level: 'info',
    means: 'somebody lost the right to the package they were connected to, and was disconnected',
    act: 'nothing, where it was meant',
  },
  'too-many-sockets': {
    level: 'warn',
    means: 'one person had as many connections to this process as LIVE_SOCKETS_PER_PERSON allows',
    act: 'a broken client, or a shared account; end its session on the page *Live editing*',
  },
  'connection-ended': {
    level: 'warn',
    means: 'an administrator ended a connection; `by` is who',
    act: 'nothing, where it was meant',
  },
  'session-ended': {
    level: 'warn',
    means: 'an administrator ended a session and all its connections; `by` is who',
    act: 'nothing, where it was meant',
  },
  'maintenance-begun': {
    level: 'warn',
    means:
      'an administrator made a document, a package or the whole system read-only; `by` is who, `target` what',
    act: 'nothing, where it was meant',
  },
  'maintenance-ended': {
    level: 'warn',
    means: 'an administrator ended that',
    act: 'nothing, where it was meant',
  },
  'epoch-renewed': {
    level: 'warn',
    means:
      'an administrator said that the database was restored; `by` is who. Everybody fetches the text anew',
    act: 'nothing, where it was meant',
  },
  'metrics-refused': {
    level: 'warn',
    means: 'somebody asked for metrics without the token, or under a name that is not this machine’s',
    act: 'check the scraper’s token; else find who reaches that port',
  },
  'sign-in-slowed': {
    level: 'warn',
    means: 'too many tries to sign in for one account or from one address',
    act: 'one account: warn its person. One address: the proxy can refuse it',
  },
  'token-reused': {
    level: 'warn',
    means:
      'a refresh token came back after its successor was given: somebody has a copy. The session was ended',
    act: 'ask its person to change the password, look at their device',
  },
} as const satisfies Record<string, SecurityEventDescription>;

export type SecurityEvent = keyof typeof SECURITY_EVENTS;
export const SECURITY_EVENT_NAMES = Object.keys(SECURITY_EVENTS) as readonly SecurityEvent[];

/** One row for each event, in the order of the list: name, level, what it means, what to do. */
export function securityRows(): string[] {
  return SECURITY_EVENT_NAMES.map((event) => {
    const { level, means, act } = SECURITY_EVENTS[event];
    return `| \`${event}\` | ${level} | ${means} | ${act} |`;
  });
}
