/** A reason not to go on that the person at the keyboard can act on: one sentence with its remedy, no stack. */
export class Refusal extends Error {}
