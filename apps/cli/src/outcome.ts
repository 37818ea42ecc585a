/** How a command ends: its exit code and what it prints, each with a line end after it. */
export interface Outcome {
  readonly exit: 0 | 1 | 2;
  readonly output?: string;
  readonly errors?: string;
}
