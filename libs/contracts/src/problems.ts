/**
 * The closed list of what an answer can refuse, with its HTTP status and its sentence. `application/problem+json`
 * carries `code`; the same codes stand in socket verdicts.
 */
export const problems = {
  INPUT_INVALID: [400, 'The request is not of the expected form.'],
  SIGN_IN_REQUIRED: [401, 'Sign in to continue.'],
  CREDENTIALS_WRONG: [401, 'The e-mail address or the password is wrong.'],
  SESSION_ENDED: [401, 'This session has ended. Sign in again.'],
  TOO_MANY_TRIES: [429, 'Too many tries. Wait, then try again.'],
  FORBIDDEN: [403, 'Your role or mandate does not allow this.'],
  ORIGIN_REFUSED: [403, 'The request came from another site.'],
  NOT_FOUND: [404, 'There is nothing here that you may see.'],
  ALREADY_SET_UP: [409, 'A coalition stands here already.'],
  ALREADY_EXISTS: [409, 'This exists already.'],
  BODY_TOO_LARGE: [413, 'The upload is larger than allowed.'],
  MEDIA_TYPE: [415, 'This kind of file is not accepted here.'],
  RATE: [429, 'Too many requests. Wait, then try again.'],
  UNAVAILABLE: [503, 'The service cannot record anything just now. Nothing was changed.'],
  INTERNAL: [500, 'Something failed here. Nothing was changed.'],
  IMPORT_REFUSED: [422, 'The file could not be read as an Akoma Ntoso act.'],
  WRONG_STATE: [409, 'The package is not in a state that allows this.'],
  MAINTENANCE: [409, 'The text is read-only for maintenance. Nothing was changed.'],
  EDIT_TOO_LARGE: [422, 'So much cannot be changed by one edit.'],
  VERSION_STALE: [409, 'Somebody tabled a version first.'],
  TEXT_NOT_READY: [422, 'The text cannot be frozen as it stands.'],
  HASH_MISMATCH: [409, 'The words have changed since you read them.'],
  ALREADY_OPEN: [409, 'A procedure on this package is open already.'],
  ALREADY_CLOSED: [409, 'The procedure is closed.'],
  NOT_A_MEMBER: [403, 'Your delegation is not in the electorate of this procedure.'],
  NO_MANDATE: [403, 'You have no mandate for this act at this time.'],
  REASON_REQUIRED: [422, 'An objection states its reason.'],
  LEVEL_TOO_LOW: [403, 'Only a higher level of your partner may do this.'],
  WRONG_OFFICE: [403, 'Only the office in charge may do this.'],
  SHORTENING_REQUIRES_ALL: [409, 'A deadline is made earlier only where every partner agrees.'],
  EXTENSION_LIMIT: [409, 'The deadline has been extended as often as the rule book allows.'],
  PROXY_LIMIT: [409, 'No further proxy can be given.'],
  HOLD_LIMIT: [409, 'Your partner has held this already.'],
  NOT_ALL_ENDORSED: [409, 'Not every partner has endorsed yet.'],
  RESERVE_LIVE: [409, 'A reserve stands in the way.'],
  RESERVE_ENDED: [409, 'The reserve has ended already.'],
  LEAVE_REQUIRED: [403, 'On a frozen text the chair gives leave for this.'],
  OVERRIDE_REASON_REQUIRED: [422, 'A live parliamentary reserve is overridden only with special reasons.'],
  ACT_NOT_ALLOWED: [409, 'The procedure does not admit this now.'],
  OBLIGATORY_ABSTENTION: [409, 'A party to the dispute abstains.'],
  OBJECTION_FINAL: [409, 'An objection in this procedure is final.'],
  INSTANT_UNFIT: [422, 'That instant is too early or too late.'],
  ELECTORATE_FROZEN: [409, 'The electorate of this procedure is frozen.'],
  RULE_INPUT: [422, 'No procedure can be opened on these terms.'],
  RULEBOOK_UNKNOWN: [404, 'There is no such version of a rule book.'],
  NOT_OWNER: [403, 'Only the owner may do this.'],
  BOOK_STATE: [409, 'This version is not in a state that allows this.'],
  BOOK_FAULTY: [422, 'This version cannot be used as it stands.'],
  SEPARATION_OF_DUTIES: [403, 'Another person must do this.'],
  LAST_ADMINISTRATOR: [409, 'The last administrator cannot be removed.'],
  PASSWORD_WEAK: [422, 'The password is too short or too common.'],
} as const satisfies Record<string, readonly [number, string]>;

export type ProblemCode = keyof typeof problems;

/** The body of a refusal, `application/problem+json` (RFC 9457), with the stable `code`. */
export type Problem = {
  type: string;
  title: string;
  status: number;
  code: ProblemCode;
  detail?: string;
  /** What was wrong where, e.g. one entry for each field or each fault of the text. */
  faults?: ReadonlyArray<{ at: string; message: string }>;
  /** Quote this when asking for help; the log carries the same. */
  reference?: string;
  /** Seconds to wait, for 429 and 503. */
  retryAfter?: number;
};
