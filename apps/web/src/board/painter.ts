import type { MessageId } from '../messages/en.js';
import type { Column, Face } from './face.js';
import { inSight, planeOf, type Geometry, type Point, type Size, type Span } from './geometry.js';
import { drawCaption, drawFace, write, type Brush, type Context } from './looks.js';
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

type Words = (id: MessageId) => string;

/** Paints the visible part of a board. Each look of a cell is drawn once and copied from then on: a frame costs the same wherever it is. */
export class Painter {
  readonly #context: Context;
  readonly #words: Words;
  readonly #looks = new Map<string, HTMLCanvasElement>();
  #colours = new Map<string, string>();
  #scale = 1;
  #font = '';

  constructor(canvas: HTMLCanvasElement, words: Words) {
    const context = canvas.getContext('2d', { alpha: false });
    if (context === null) throw new Error('this browser has no canvas');
    this.#context = context;
    this.#words = words;
  }

  /** Forgets colours, font and looks: the theme, the zoom or the fonts changed. */
  refresh(size: Size): void {
    const { canvas } = this.#context;
    this.#scale = window.devicePixelRatio;
    this.#looks.clear();
    this.#colours = new Map();
    this.#font = getComputedStyle(canvas).fontFamily;
    canvas.width = Math.round(size.width * this.#scale);
    canvas.height = Math.round(size.height * this.#scale);
  }

  paint(scene: Scene): void {
    const context = this.#context;
    const { size } = scene;
    context.setTransform(this.#scale, 0, 0, this.#scale, 0, 0);
    context.fillStyle = this.#colour('paper');
    context.fillRect(0, 0, size.width, size.height);
    this.#cells(scene);
    this.#labels(scene);
    this.#heads(scene);
    this.#results(scene);
    this.#corners(scene);
  }

  #cells(scene: Scene): void {
    const { rows, columns, geometry, at, size } = scene;
    const seen = inSight(geometry, at, size);
    for (let r = seen.rows.first; r <= seen.rows.last; r += 1) {
      const line = rows[r];
      if (line === undefined) continue;
      const top = geometry.head + r * geometry.row - at.top;
      this.#line(scene, line, top, seen.columns);
      this.#rule([0, top + geometry.row - 1, size.width, 1], 'rule');
      if (line.groupStart) this.#rule([0, top - 1, size.width, 2], 'rule-strong');
    }
    for (let c = seen.columns.first; c <= seen.columns.last; c += 1) {
      if (columns[c]?.first !== true) continue;
      const left = geometry.label + (geometry.lefts[c] ?? 0) - at.left;
      this.#rule([left, geometry.head, 1, size.height - geometry.head], 'rule');
    }
  }

  #line({ columns, geometry, at, heat }: Scene, { partner }: Row, top: number, seen: Span): void {
    const { label, row, lefts } = geometry;
    for (let c = seen.first; c <= seen.last; c += 1) {
      const column = columns[c];
      if (column === undefined) continue;
      const left = label + (lefts[c] ?? 0) - at.left;
      const width = (lefts[c + 1] ?? 0) - (lefts[c] ?? 0);
      const look = this.#look(column.face(partner), { width, height: row }, heat);
      this.#context.drawImage(look, this.#whole(left), this.#whole(top), width, row);
    }
  }

  #labels({ rows, geometry, at, size }: Scene): void {
    const context = this.#context;
    const { label, head, row } = geometry;
    const seen = inSight(geometry, at, size).rows;
    context.fillStyle = this.#colour('panel');
    context.fillRect(0, head, label, size.height - head);
    for (let r = seen.first; r <= seen.last; r += 1) {
      const line = rows[r];
      if (line === undefined) continue;
      const top = this.#whole(head + r * row - at.top);
      const { code, name } = line.partner;
      const words = this.#words;
      const picture = this.#picture(
        `label ${code} ${String(label)} ${String(line.associated)}`,
        { width: label, height: row },
        (onto) => {
          write(onto, { align: 'left', weight: 500, size: 13, font: this.#font });
          onto.fillStyle = this.#colour('ink-3');
          onto.fillText(code, 12, row / 2 + 1, 30);
          onto.fillStyle = this.#colour('ink');
          onto.fillText(
            line.associated ? `${name} ${words('board.associated')}` : name,
            46,
            row / 2 + 1,
            label - 54,
          );
        },
      );
      context.drawImage(picture, 0, top, label, row);
      this.#rule([0, top + row - 1, label, 1], 'rule');
      if (line.groupStart) this.#rule([0, top - 1, label, 2], 'rule-strong');
    }
    this.#rule([label - 1, head, 1, size.height - head], 'rule-strong');
  }

  #heads({ columns, geometry, at, size, heat }: Scene): void {
    const context = this.#context;
    const { label, head, lefts } = geometry;
    context.fillStyle = this.#colour('panel');
    context.fillRect(0, 0, size.width, head);
    const { first, last } = inSight(geometry, at, size).columns;
    for (let c = first; c <= last; c += 1) {
      const column = columns[c];
      if (column === undefined) continue;
      const left = this.#whole(label + (lefts[c] ?? 0) - at.left);
      const width = (lefts[c + 1] ?? 0) - (lefts[c] ?? 0);
      const sign = column.expanded ? ' ‹' : ' ›';
      const text = column.toggle === null ? column.short : `${column.short}${sign}`;
      const picture = this.#picture(`head ${text}`, { width, height: head }, (onto) => {
        onto.fillStyle = this.#colour('ink-2');
        drawCaption(this.#brush(onto), text, { width, height: head }, heat);
      });
      context.drawImage(picture, left, 0, width, head);
      if (column.first) this.#rule([left, 0, 1, head], 'rule');
    }
    this.#rule([0, head - 1, size.width, 1], 'rule');
  }

  #results({ columns, geometry, at, size, heat }: Scene): void {
    const context = this.#context;
    const { label, foot, lefts } = geometry;
    const top = Math.min(size.height, planeOf(geometry).height) - foot;
    context.fillStyle = this.#colour('panel');
    context.fillRect(0, top, size.width, foot);
    const { first, last } = inSight(geometry, at, size).columns;
    for (let c = first; c <= last; c += 1) {
      const { short, holds } = columns[c]?.result() ?? { short: '', holds: null };
      const left = this.#whole(label + (lefts[c] ?? 0) - at.left);
      const width = (lefts[c + 1] ?? 0) - (lefts[c] ?? 0);
      const picture = this.#picture(
        `result ${short} ${String(holds)} ${String(width)}`,
        { width, height: foot },
        (onto) => {
          const sign = holds === null ? 0 : 14;
          onto.fillStyle = this.#colour('ink-2');
          drawCaption(this.#brush(onto), short, { width, height: foot - sign }, heat);
          if (holds === null) return;
          write(onto, { align: 'center', weight: 700, size: 11, font: this.#font });
          onto.fillStyle = this.#colour(holds ? 'support' : 'oppose');
          onto.fillText(holds ? '✓' : '✗', width / 2, foot - 9);
        },
      );
      context.drawImage(picture, left, top, width, foot);
    }
    this.#rule([0, top, size.width, 1], 'rule-strong');
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
  #look(face: Face, size: Size, heat: boolean): HTMLCanvasElement {
    const { sign, stale, note, supposed } = face;
    const key = `${sign} ${String(size.width)} ${String(stale)}${String(note)}${String(supposed)}`;
    return this.#picture(key, size, (onto) => {
      drawFace(this.#brush(onto), face, size, heat);
    });
  }

  #brush(onto: Context): Brush {
    return { onto, colour: (token) => this.#colour(token), words: this.#words, font: this.#font };
  }

  /** Drawn once on the ground of heads and labels, then taken from the store. */
  #picture(key: string, { width, height }: Size, draw: (onto: Context) => void): HTMLCanvasElement {
    const known = this.#looks.get(key);
    if (known !== undefined) return known;
    const picture = document.createElement('canvas');
    picture.width = Math.round(width * this.#scale);
    picture.height = Math.round(height * this.#scale);
    const onto = picture.getContext('2d', { alpha: false });
    if (onto === null) throw new Error('this browser has no canvas');
    onto.scale(this.#scale, this.#scale);
    onto.fillStyle = this.#colour('panel');
    onto.fillRect(0, 0, width, height);
    draw(onto);
    this.#looks.set(key, picture);
    return picture;
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
    const made = getComputedStyle(this.#context.canvas).getPropertyValue(`--${token}`).trim();
    this.#colours.set(token, made);
    return made;
  }
}
