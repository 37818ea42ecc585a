import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { SECURITY_EVENTS, SECURITY_EVENT_NAMES, type SecurityEvent } from './security-catalogue.js';

/** Ids, codes and numbers; never a word of a text, a name or anything that a client chose (STYLE §4.17). */
export type SecurityFacts = Readonly<Record<string, string | number | boolean | null>>;

/** Lines of one event about one source, and of one event in all: at once, and a second. */
const SOURCE = { burst: 5, perSecond: 0.1 };
const EVENT = { burst: 50, perSecond: 5 };
/** Sources that are remembered; beyond it all of them begin anew, bounded by the limit of the event. */
const SOURCES = 5_000;
/** What was held back is told once in so many milliseconds. */
const SUMMARY_MS = 10_000;

class Allowance {
  readonly #rate: { burst: number; perSecond: number };
  #left: number;
  #at: number;

  constructor(rate: { burst: number; perSecond: number }, now: number) {
    this.#rate = rate;
    this.#left = rate.burst;
    this.#at = now;
  }

  take(now: number): boolean {
    const { burst, perSecond } = this.#rate;
    this.#left = Math.min(burst, this.#left + (Math.max(0, now - this.#at) / 1_000) * perSecond);
    this.#at = now;
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}

interface HeldBack {
  count: number;
  readonly sources: Set<string>;
}

/**
 * Security events as lines on the logger `security`. Each is counted. In a flood a few lines for each source and each event are
 * written, and what was held back follows as a number: never all of it, never silence (S155).
 */
@Injectable()
export class SecurityLog implements OnApplicationShutdown {
  readonly #logger = new Logger('security');
  readonly #counts = new Map<SecurityEvent, number>(SECURITY_EVENT_NAMES.map((event) => [event, 0]));
  readonly #events = new Map<SecurityEvent, Allowance>();
  readonly #sources = new Map<string, Allowance>();
  readonly #held = new Map<SecurityEvent, HeldBack>();
  #summary: NodeJS.Timeout | null = null;

  /** `source`: whom a flood is counted against: a person's id or an address. */
  record(event: SecurityEvent, source: string, facts: SecurityFacts = {}): void {
    this.#counts.set(event, (this.#counts.get(event) ?? 0) + 1);
    if (this.#allows(event, source)) this.#write(event, facts);
    else this.#holdBack(event, source);
  }

  /** How often each event happened since the start, those held back included. */
  get counts(): ReadonlyMap<SecurityEvent, number> {
    return this.#counts;
  }

  onApplicationShutdown(): void {
    this.#summarise();
  }

  #allows(event: SecurityEvent, source: string): boolean {
    const now = performance.now();
    if (this.#sources.size >= SOURCES) this.#sources.clear();
    const key = `${event}/${source}`;
    const ofSource = this.#sources.get(key) ?? new Allowance(SOURCE, now);
    const ofEvent = this.#events.get(event) ?? new Allowance(EVENT, now);
    this.#sources.set(key, ofSource);
    this.#events.set(event, ofEvent);
    return ofSource.take(now) && ofEvent.take(now);
  }

  #write(event: SecurityEvent, facts: SecurityFacts): void {
    const line = { event, ...facts };
    if (SECURITY_EVENTS[event].level === 'warn') this.#logger.warn(line, event);
    else this.#logger.log(line, event);
  }

  #holdBack(event: SecurityEvent, source: string): void {
    const held = this.#held.get(event) ?? { count: 0, sources: new Set<string>() };
    held.count += 1;
    if (held.sources.size < SOURCES) held.sources.add(source);
    this.#held.set(event, held);
    this.#summary ??= setTimeout(() => {
      this.#summarise();
    }, SUMMARY_MS).unref();
  }

  #summarise(): void {
    if (this.#summary !== null) clearTimeout(this.#summary);
    this.#summary = null;
    for (const [event, { count, sources }] of this.#held) {
      this.#write(event, { heldBack: count, sources: sources.size });
    }
    this.#held.clear();
  }
}
