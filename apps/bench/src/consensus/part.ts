/** How a part of the consensus bench is asked to measure. */
export interface PartRun {
  /** Shorter: for a first look, not for a record. */
  readonly quick: boolean;
  /** For the test of the bench itself: figures that mean nothing. */
  readonly tiny: boolean;
  readonly seed: number;
  /** Says what it is doing. */
  readonly tell: (text: string) => void;
}

/** One kind of work, measured many times, each time by itself. */
export interface ConsensusRow {
  readonly work: string;
  readonly runs: number;
  /** In `unit`. */
  readonly median: number;
  readonly p99: number;
  readonly unit: 'µs' | 'ms';
  /** The most that the median may be; not given where nothing was promised. */
  readonly goal?: number | undefined;
}

export interface PartFound {
  readonly rows: readonly ConsensusRow[];
  /** Sentences below the table. */
  readonly notes: readonly string[];
}

/** A part of `npm run bench -- --only consensus`; what it starts it stops. Listed in `parts.ts`. */
export interface ConsensusPart {
  readonly name: string;
  readonly measure: (run: PartRun) => Promise<PartFound>;
}
