/** What one part of `docs/benchmarks.md` is replaced by: everything between its two marks. */
export interface Section {
  /** `S1`, `C2`. */
  readonly name: string;
  readonly markdown: string;
}

/** Throws where the page has no place for a section: then the page and the bench no longer belong together. */
export function withSections(page: string, sections: readonly Section[]): string {
  return sections.reduce((text, { name, markdown }) => {
    const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
    const from = text.indexOf(begin);
    const to = text.indexOf(end);
    if (from < 0 || to < from) throw new Error(`docs/benchmarks.md has no place marked ${begin} … ${end}`);
    return `${text.slice(0, from + begin.length)}\n\n${markdown.trim()}\n\n${text.slice(to)}`;
  }, page);
}
