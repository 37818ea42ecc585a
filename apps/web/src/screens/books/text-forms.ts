import { err, ok, type Result } from '@entente/kernel';
import type { FieldForm } from './fields.js';

interface TextForm {
  readonly write: (value: unknown) => string;
  readonly read: (text: string) => Result<unknown, 'unreadable'>;
}

const linesOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** Words between spaces or commas: codes of members, numbers of weekdays. */
const WORDS: TextForm = {
  write: (value) => (value as readonly unknown[]).join(' '),
  read: (text) => ok(text.split(/[\s,]+/).filter((word) => word !== '')),
};

const WEEKDAYS: TextForm = {
  write: WORDS.write,
  read: (text) => {
    const words = text.split(/[\s,]+/).filter((word) => word !== '');
    return words.every((word) => /^\d$/.test(word)) ? ok(words.map(Number)) : err('unreadable');
  },
};

/** `2026-12-25 Christmas`, a line each. */
const DAYS: TextForm = {
  write: (value) =>
    (value as readonly { date: string; name: string }[])
      .map(({ date, name }) => `${date} ${name}`)
      .join('\n'),
  read: (text) => {
    const days = linesOf(text).map((line) => /^(\d{4}-\d{2}-\d{2})\s+(.+)$/.exec(line));
    if (days.includes(null)) return err('unreadable');
    return ok(days.map((day) => ({ date: day?.[1] ?? '', name: day?.[2] ?? '' })));
  },
};

/** `BE 11832049`, a line each; spaces within a number are read over. */
const WEIGHTS: TextForm = {
  write: (value) =>
    Object.entries(value as Readonly<Record<string, number>>)
      .map(([code, weight]) => `${code} ${String(weight)}`)
      .join('\n'),
  read: (text) => {
    const rows = linesOf(text).map((line) => /^([A-Z]{2,8})\s+([\d\s]+)$/.exec(line));
    if (rows.includes(null)) return err('unreadable');
    return ok(
      Object.fromEntries(rows.map((row) => [row?.[1] ?? '', Number((row?.[2] ?? '').replaceAll(/\s/g, ''))])),
    );
  },
};

const STRUCTURE: TextForm = {
  write: (value) => JSON.stringify(value, null, 2),
  read: (text) => {
    try {
      const value: unknown = JSON.parse(text);
      return ok(value);
    } catch {
      // JSON.parse says so only by throwing.
      return err('unreadable');
    }
  },
};

const FORMS: Readonly<Partial<Record<FieldForm, TextForm>>> = {
  codes: WORDS,
  weekdays: WEEKDAYS,
  days: DAYS,
  weights: WEIGHTS,
};

/** How a value of this form is written as text and read back. */
export const textForm = (form: FieldForm): TextForm => FORMS[form] ?? STRUCTURE;
