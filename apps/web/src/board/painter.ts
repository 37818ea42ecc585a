import type { MessageId } from '../messages/en.js';
import { SIGN_OF, type Column, type Face, type Result } from './face.js';
import { inSight, planeOf, type Geometry, type Point, type Size } from './geometry.js';
import { drawCaption, drawFace, write, type Brush, type Context } from './looks.js';
import { Pictures, type Picture, type Stamp } from './pictures.js';
import type { Row } from './rows.js';

/** What is painted: everything that the board shows, and which part of it. */
export type Scene = {
  readonly rows: readonly Row[];
  readonly columns: readonly Column[];
  readonly geometry: Geometry;
  readonly at: Point;
  readonly size: Size;
  /** Cells filled with their colour, heads upright: a board of many partners. */
  readonly heat: boolean;
};

/** Where only voices are missing, nothing cries out. */
const VERDICT_COLOUR = { met: 'support', open: 'ink-3', missed: 'oppose' } as const;

/** Columns of a run, and how many runs are kept: some thirty MB at most on a fine screen. */
const RUN = 8;
const MOST_RUNS = 800;

const runEnd = (lefts: Geometry['lefts'], from: number): number => lefts[from + RUN] ?? lefts.at(-1) ?? 0;

type Words = (id: MessageId) => string;

/** Paints the visible part of a board. Each look of a cell is drawn once and copied from then on: a frame costs the same wherever it is. */
export class Painter {
  readonly #context: Context;
  readonly #words: Words;
  #pictures = new Pictures(1);
  #runs = new Pictures(1);
  #runsOf: Pick<Scene, 'columns' | 'geometry' | 'heat'> | null = null;
  #colours = new Map<string, string>();
  #scale = 1;
  #font = '';
  /** Those of the reader's system alone: a heat map would be of one colour. */
  #fewColours = false;

  constructor(canvas: HTMLCanvasElement, words: Words) {
    const context = canvas.getContext('2d', { alpha: false });
    if (context === null) throw new Error('this browser has no canvas');
    this.#context = context;
    this.#words = words;
  }

  /** Forgets colours, font and looks: the theme, the zoom or the fonts changed. */
  refresh(size: Size): void {
    const { canvas } = this.#context;
    this.#fewColours = window.matchMedia('(forced-colors: active)').matches;
    this.#scale = window.devicePixelRatio;
    this.#pictures = new Pictures(this.#scale);
    this.#runsOf = null;
    this.#colours = new Map();
    this.#font = getComputedStyle(canvas).fontFamily;
    canvas.width = Math.round(size.width * this.#scale);
    canvas.height = Math.round(size.height * this.#scale);
    // As large as what it shows, of however many dots.
    canvas.style.width = `${String(size.width)}px`;
    canvas.style.height = `${String(size.height)}px`;
  }

  /** Whether it was made for this size, and for as many dots a pixel as there are now. */
  fits({ width, height }: Size): boolean {
    const { canvas } = this.#context;
    return (
      this.#scale === window.devicePixelRatio &&
      canvas.width === Math.round(width * this.#scale) &&
      canvas.height === Math.round(height * this.#scale)
    );
  }

  paint(scene: Scene): void {
    const context = this.#context;
    const { size } = scene;
    context.setTransform(this.#scale, 0, 0, this.#scale, 0, 0);
    context.fillStyle = this.#colour('paper');
    context.fillRect(0, 0, size.width, size.height);
    this.#keepRunsOf(scene);
    this.#cells(scene);
    this.#labels(scene);
    this.#heads(scene);
    this.#results(scene);
    this.#corners(scene);
  }

  #cells(scene: Scene): void {
    const { rows, geometry, at, size } = scene;
    const seen = inSight(geometry, at, size);
    const stamps: Stamp[] = [];
    for (let r = seen.rows.first; r <= seen.rows.last; r += 1) {
      const line = rows[r];
      if (line === undefined) continue;
      const top = geometry.head + r * geometry.row - at.top;
      for (let c = seen.columns.first - (seen.columns.first % RUN); c <= seen.columns.last; c += RUN) {
        const left = geometry.label + (geometry.lefts[c] ?? 0) - at.left;
        stamps.push({ picture: this.#run(scene, line, c), left, top });
      }
    }
    this.#stamp(stamps);
    this.#rules(scene);
  }

  #rules({ rows, columns, geometry, at, size }: Scene): void {
    const seen = inSight(geometry, at, size);
    for (let r = seen.rows.first; r <= seen.rows.last; r += 1) {
      const top = geometry.head + r * geometry.row - at.top;
      this.#rule([0, top + geometry.row - 1, size.width, 1], 'rule');
      if (rows[r]?.groupStart === true) this.#rule([0, top - 1, size.width, 2], 'rule-strong');
    }
    for (let c = seen.columns.first; c <= seen.columns.last; c += 1) {
      if (columns[c]?.first !== true) continue;
      const left = geometry.label + (geometry.lefts[c] ?? 0) - at.left;
      this.#rule([left, geometry.head, 1, size.height - geometry.head], 'rule');
    }
  }

  /** A run of a partner's cells as one picture: a frame of scrolling copies runs, and draws only those that come into sight. */
  #run(scene: Scene, { partner }: Row, from: number): Picture {
    const { columns, geometry, heat } = scene;
    const { row, lefts } = geometry;
    const size = { width: runEnd(lefts, from) - (lefts[from] ?? 0), height: row };
    return this.#runs.of(`${partner.code} ${String(from)}`, size, (onto) => {
      for (let c = from; c < from + RUN; c += 1) {
        const column = columns[c];
        if (column === undefined) return;
        const left = (lefts[c] ?? 0) - (lefts[from] ?? 0);
        const width = (lefts[c + 1] ?? 0) - (lefts[c] ?? 0);
        const picture = this.#look(column.face(partner), { width, height: row }, heat);
        this.#copy(onto, { picture, left, top: 0 });
      }
    });
  }

  /** Runs are of the cells that there are: where those are others, or there are many, they are made anew. */
  #keepRunsOf({ columns, geometry, heat }: Scene): void {
    const before = this.#runsOf;
    const same = before?.columns === columns && before.geometry === geometry && before.heat === heat;
    if (same && this.#runs.count < MOST_RUNS) return;
    this.#runsOf = { columns, geometry, heat };
    this.#runs = new Pictures(this.#scale);
  }

  #labels({ rows, geometry, at, size }: Scene): void {
    const context = this.#context;
    const { label, head, row } = geometry;
    const seen = inSight(geometry, at, size).rows;
    context.fillStyle = this.#colour('panel');
    context.fillRect(0, head, label, size.height - head);
    const lines = rows
      .slice(seen.first, seen.last + 1)
      .map((line, index) => ({ line, top: head + (seen.first + index) * row - at.top }));
    this.#stamp(
      lines.map(({ line, top }) => ({
        picture: this.#label(line, { width: label, height: row }),
        left: 0,
        top,
      })),
    );
    for (const { line, top } of lines) {
      this.#rule([0, top + row - 1, label, 1], 'rule');
      if (line.groupStart) this.#rule([0, top - 1, label, 2], 'rule-strong');
    }
    this.#rule([label - 1, head, 1, size.height - head], 'rule-strong');
  }

  #label({ partner: { code, name }, associated }: Row, { width, height }: Size): Picture {
    const whole = associated ? `${name} ${this.#words('board.associated')}` : name;
    return this.#picture(
      `label ${code} ${String(width)} ${String(associated)}`,
      { width, height },
      (onto) => {
        write(onto, { align: 'left', weight: 500, size: 13, font: this.#font });
        onto.fillStyle = this.#colour('ink-3');
        onto.fillText(code, 12, height / 2 + 1, 30);
        onto.fillStyle = this.#colour('ink');
        onto.fillText(whole, 46, height / 2 + 1, width - 54);
      },
    );
  }

  #heads({ columns, geometry, at, size, heat }: Scene): void {
    const context = this.#context;
    const { label, head, lefts } = geometry;
    context.fillStyle = this.#colour('panel');
    context.fillRect(0, 0, size.width, head);
    const seen = inSight(geometry, at, size).columns;
    const heads = columns.slice(seen.first, seen.last + 1).map((column, index) => {
      const c = seen.first + index;
      return {
        column,
        left: label + (lefts[c] ?? 0) - at.left,
        width: (lefts[c + 1] ?? 0) - (lefts[c] ?? 0),
      };
    });
    this.#stamp(
      heads.map(({ column, left, width }) => ({
        picture: this.#head(column, { width, height: head }, heat),
        left,
        top: 0,
      })),
    );
    for (const { column, left } of heads) if (column.first) this.#rule([left, 0, 1, head], 'rule');
    this.#rule([0, head - 1, size.width, 1], 'rule');
  }

  #head({ toggle, expanded, short }: Column, size: Size, heat: boolean): Picture {
    const text = toggle === null ? short : `${short}${expanded ? ' ‹' : ' ›'}`;
    return this.#picture(`head ${text} ${String(size.width)}`, size, (onto) => {
      onto.fillStyle = this.#colour('ink-2');
      drawCaption(this.#brush(onto), text, size, heat);
    });
  }

  #results({ columns, geometry, at, size, heat }: Scene): void {
    const context = this.#context;
    const { label, foot, lefts } = geometry;
    const top = Math.min(size.height, planeOf(geometry).height) - foot;
    context.fillStyle = this.#colour('panel');
    context.fillRect(0, top, size.width, foot);
    const seen = inSight(geometry, at, size).columns;
    this.#stamp(
      columns.slice(seen.first, seen.last + 1).map((column, index) => {
        const c = seen.first + index;
        const width = (lefts[c + 1] ?? 0) - (lefts[c] ?? 0);
        const picture = this.#result(column.result(), { width, height: foot }, heat);
        return { picture, left: label + (lefts[c] ?? 0) - at.left, top };
      }),
    );
    this.#rule([0, top, size.width, 1], 'rule-strong');
  }

  #result({ short, verdict }: Result, size: Size, heat: boolean): Picture {
    const { width, height } = size;
    return this.#picture(`result ${short} ${String(verdict)} ${String(width)}`, size, (onto) => {
      const sign = verdict === null ? 0 : 14;
      onto.fillStyle = this.#colour(verdict === 'open' ? 'ink-3' : 'ink-2');
      drawCaption(this.#brush(onto), short, { width, height: height - sign }, heat);
      if (verdict === null) return;
      write(onto, { align: 'center', weight: 700, size: 11, font: this.#font });
      onto.fillStyle = this.#colour(VERDICT_COLOUR[verdict]);
      onto.fillText(SIGN_OF[verdict], width / 2, height - 9);
    });
  }

  #corners({ geometry, size }: Scene): void {
    const context = this.#context;
    const { label, head, foot } = geometry;
    const top = Math.min(size.height, planeOf(geometry).height) - foot;
    context.fillStyle = this.#colour('panel');
    context.fillRect(0, 0, label, head);
    context.fillRect(0, top, label, foot);
    context.fillStyle = this.#colour('ink-2');
    write(context, { align: 'left', weight: 600, size: 12, font: this.#font });
    context.fillText(this.#words('board.partner'), 12, head / 2 + 1, label - 16);
    context.fillText(this.#words('board.result'), 12, top + foot / 2 + 1, label - 16);
    this.#rule([0, head - 1, label, 1], 'rule');
    this.#rule([0, top, label, 1], 'rule-strong');
    this.#rule([label - 1, 0, 1, head], 'rule-strong');
    this.#rule([label - 1, top, 1, foot], 'rule-strong');
  }

  /** A cell as it looks. */
  #look(face: Face, size: Size, heat: boolean): Picture {
    const { sign, stale, note, supposed } = face;
    const key = `${sign} ${String(size.width)} ${String(stale)}${String(note)}${String(supposed)}`;
    return this.#picture(key, size, (onto) => {
      drawFace(this.#brush(onto), face, size, heat && !this.#fewColours);
    });
  }

  #brush(onto: Context): Brush {
    return { onto, colour: (token) => this.#colour(token), words: this.#words, font: this.#font };
  }

  /** Drawn once, on the ground of heads and names. */
  #picture(key: string, { width, height }: Size, draw: (onto: Context) => void): Picture {
    return this.#pictures.of(key, { width, height }, (onto) => {
      onto.fillStyle = this.#colour('panel');
      onto.fillRect(0, 0, width, height);
      draw(onto);
    });
  }

  /** All pictures of a layer are there before the first is copied. */
  #stamp(stamps: readonly Stamp[]): void {
    for (const stamp of stamps) this.#copy(this.#context, stamp);
  }

  #copy(onto: Context, { picture, left, top }: Stamp): void {
    const { sheet, left: x, top: y, width, height } = picture;
    const [across, down] = [width / this.#scale, height / this.#scale];
    onto.drawImage(sheet, x, y, width, height, this.#whole(left), this.#whole(top), across, down);
  }

  #rule([left, top, width, height]: readonly [number, number, number, number], colour: string): void {
    this.#context.fillStyle = this.#colour(colour);
    this.#context.fillRect(this.#whole(left), this.#whole(top), width, height);
  }

  /** On a whole pixel of the screen: copies stay sharp. */
  #whole(at: number): number {
    return Math.round(at * this.#scale) / this.#scale;
  }

  #colour(token: string): string {
    const known = this.#colours.get(token);
    if (known !== undefined) return known;
    const { canvas } = this.#context;
    // As the browser resolves it: a canvas does not know the colours of the reader's system by their names.
    canvas.style.color = `var(--${token})`;
    const made = getComputedStyle(canvas).color;
    this.#colours.set(token, made);
    return made;
  }
}
