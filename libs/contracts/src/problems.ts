/**
 * The closed list of what an answer can refuse, with its HTTP status, the sentence that names the fault, and the
 * remedy. `application/problem+json` carries all of it; the same codes stand in socket verdicts.
 */
export const problems = {
  INPUT_INVALID: [
    400,
    'The request is not of the expected form.',
    'Correct what is named and send it again.',
  ],
  SIGN_IN_REQUIRED: [401, 'You are not signed in.', 'Sign in, then send it again.'],
  CREDENTIALS_WRONG: [401, 'The e-mail address or the password is wrong.', 'Check both and try again.'],
  SESSION_ENDED: [401, 'This session has ended.', 'Sign in again.'],
  TOO_MANY_TRIES: [429, 'There were too many tries.', 'Wait a little, then try again.'],
  FORBIDDEN: [
    403,
    'Your role or mandate does not allow this.',
    'Let a person act whose role and mandate allow it.',
  ],
  ORIGIN_REFUSED: [
    403,
    'The request came from another site.',
    'Open Entente at its own address and try again.',
  ],
  NOT_FOUND: [404, 'There is nothing here that you may see.', 'Check the address and the ids in it.'],
  ALREADY_SET_UP: [409, 'A coalition stands here already.', 'Sign in with your account.'],
  ALREADY_EXISTS: [409, 'This exists already.', 'Use another id, code or address, or change what exists.'],
  BODY_TOO_LARGE: [413, 'The upload is larger than allowed.', 'Send a smaller file.'],
  MEDIA_TYPE: [415, 'This kind of file is not accepted here.', 'Send a file of the kind that is named.'],
  RATE: [429, 'There were too many requests.', 'Wait a few seconds, then try again.'],
  UNAVAILABLE: [
    503,
    'The service cannot record anything just now. Nothing was changed.',
    'Try again in a moment.',
  ],
  INTERNAL: [
    500,
    'Something failed here. Nothing was changed.',
    'Try again; if it stays, tell whoever runs the service the reference.',
  ],
  IMPORT_REFUSED: [
    422,
    'The file could not be read as an Akoma Ntoso act.',
    'Correct the file where it is named and send it again.',
  ],
  WRONG_STATE: [
    409,
    'The package is not in a state that allows this.',
    'Read the state of the package; what is asked for comes before or after it.',
  ],
  MAINTENANCE: [
    409,
    'The text is read-only for maintenance. Nothing was changed.',
    'Try again when maintenance has ended.',
  ],
  EDIT_TOO_LARGE: [
    422,
    'So much cannot be changed by one edit.',
    'Bring back less at a time: an earlier or later moment, or a part by hand.',
  ],
  VERSION_STALE: [
    409,
    'Somebody tabled a version first.',
    'Read the version that was tabled, then name the next number.',
  ],
  TEXT_NOT_READY: [422, 'The text cannot be frozen as it stands.', 'Finish what is named, then table again.'],
  HASH_MISMATCH: [
    409,
    'The words have changed since you read them.',
    'Read the present words and act on their hash.',
  ],
  ALREADY_OPEN: [
    409,
    'A procedure on this package is open already.',
    'Act in the procedure that is open, or wait for its end.',
  ],
  ALREADY_CLOSED: [
    409,
    'The procedure is closed.',
    'Read its result; what it did not adopt can be put again in a new procedure.',
  ],
  NOT_A_MEMBER: [
    403,
    'That delegation is not in the electorate of this procedure.',
    'Act for a delegation of the electorate, or ask the chair about it.',
  ],
  NO_MANDATE: [
    403,
    'You have no mandate for this act at this time.',
    'Ask your capital to accredit you, or let a mandate-holder act.',
  ],
  REASON_REQUIRED: [422, 'A reason has to be stated.', 'State the reason and act again.'],
  LEVEL_TOO_LOW: [
    403,
    'Only a higher level of your partner may do this.',
    'Ask your head of delegation or your capital.',
  ],
  WRONG_OFFICE: [403, 'Only the office in charge may do this.', 'Ask the chair or the secretariat.'],
  SHORTENING_REQUIRES_ALL: [
    409,
    'A deadline is made earlier only where every partner agrees.',
    'Let every partner agree to the earlier deadline first.',
  ],
  EXTENSION_LIMIT: [
    409,
    'The deadline has been extended as often as the rule book allows.',
    'Withdraw and reissue, where more time is needed.',
  ],
  PROXY_LIMIT: [409, 'No further proxy can be given.', 'Give it to another partner, or act yourself.'],
  HOLD_LIMIT: [409, 'Your partner has held this already.', 'Object, or let it pass.'],
  NOT_ALL_ENDORSED: [
    409,
    'Not every partner has endorsed yet.',
    'Wait for the deadline or for the partners that are awaited.',
  ],
  RESERVE_LIVE: [409, 'A reserve stands in the way.', 'Ask its owner to lift it.'],
  RESERVE_ENDED: [409, 'The reserve has ended already.', 'Read the procedure again.'],
  LEAVE_REQUIRED: [403, 'On a frozen text the chair gives leave for this.', 'Ask the chair for leave.'],
  OVERRIDE_REASON_REQUIRED: [
    422,
    'A live parliamentary reserve is overridden only with special reasons.',
    'State the reasons, or lift the reserve first.',
  ],
  ACT_NOT_ALLOWED: [
    409,
    'The procedure does not admit this now.',
    'Read the state and the rule of the procedure.',
  ],
  OBLIGATORY_ABSTENTION: [409, 'A party to the dispute abstains.', 'Abstain.'],
  OBJECTION_FINAL: [409, 'An objection in this procedure is final.', 'Ask the chair to reissue.'],
  INSTANT_UNFIT: [
    422,
    'That instant is too early or too late.',
    'Choose an instant beyond the bound that is named.',
  ],
  ELECTORATE_FROZEN: [
    409,
    'The electorate of this procedure is frozen.',
    'Withdraw it and open another procedure with the new electorate.',
  ],
  RULE_INPUT: [
    422,
    'No procedure can be opened on these terms.',
    'Correct what is named, or open by another rule book.',
  ],
  RULEBOOK_UNKNOWN: [
    404,
    'There is no such version of a rule book.',
    'Read the rule books in use and name one of those versions.',
  ],
  NOT_OWNER: [403, 'Only the owner may do this.', 'Ask the delegation that owns it.'],
  BOOK_STATE: [
    409,
    'This version is not in a state that allows this.',
    'Read it again to see what was done meanwhile.',
  ],
  BOOK_FAULTY: [422, 'This version cannot be used as it stands.', 'Correct what is named.'],
  SEPARATION_OF_DUTIES: [403, 'Another person must do this.', 'Let another person do it.'],
  LAST_ADMINISTRATOR: [
    409,
    'The last administrator cannot be removed.',
    'Make another person administrator first.',
  ],
  PASSWORD_WEAK: [
    422,
    'The password is too short or too common.',
    'Use at least 12 characters that nobody would guess.',
  ],
} as const satisfies Record<string, readonly [status: number, fault: string, remedy: string]>;

export type ProblemCode = keyof typeof problems;

/** The body of a refusal, `application/problem+json` (RFC 9457), with the stable `code`. */
export type Problem = {
  type: string;
  title: string;
  status: number;
  code: ProblemCode;
  /** What to do about it. */
  remedy: string;
  detail?: string;
  /** What was wrong where, e.g. one entry for each field or each fault of the text. */
  faults?: ReadonlyArray<{ at: string; message: string }>;
  /** Quote this when asking for help; the log carries the same. */
  reference?: string;
  /** Seconds to wait, for 429 and 503. */
  retryAfter?: number;
};
