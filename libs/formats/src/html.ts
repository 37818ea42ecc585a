/** Markup that is finished: whoever makes one has escaped what it is made of. */
export class Html {
  readonly markup: string;
  constructor(markup: string) {
    this.markup = markup;
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** What may stand between markup: words are escaped, markup is not, lists are joined. */
export type HtmlPart = string | number | Html | readonly HtmlPart[];

function render(part: HtmlPart): string {
  if (part instanceof Html) return part.markup;
  if (typeof part === 'number') return String(part);
  if (typeof part === 'string') return part.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
  return part.map(render).join('');
}

/** Template tag (not called `html`, so that no formatter moves spaces about inside it): everything put in is escaped unless it is markup made by this tag. */
export function markup(strings: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  return new Html(
    strings.map((text, index) => text + (index < parts.length ? render(parts[index] ?? '') : '')).join(''),
  );
}
