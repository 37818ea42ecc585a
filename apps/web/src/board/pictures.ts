import type { Size } from './geometry.js';
import type { Context } from './looks.js';

/** A picture that was drawn before, and where it stands on its sheet, in dots of the screen. */
export type Picture = {
  readonly sheet: HTMLCanvasElement;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
};

/** A picture, and where it goes on the board. */
export type Stamp = { readonly picture: Picture; readonly left: number; readonly top: number };

type Sheet = { readonly onto: Context; readonly across: number; readonly room: number; taken: number };

/** Across a sheet, dots; and how many pictures it has room for at most. */
const SHEET = 1_024;
const MOST = 64;

/**
 * Pictures of cells, heads, names and results, each drawn once. Those of one size share a sheet: a canvas for each costs more than
 * what is drawn on it. Who copies from a sheet gets all of a frame's pictures first: a sheet that is written to between two copies is
 * copied as a whole.
 */
export class Pictures {
  readonly #known = new Map<string, Picture>();
  readonly #sheets = new Map<string, Sheet>();
  readonly #scale: number;

  /** `scale`: dots of the screen a pixel. */
  constructor(scale: number) {
    this.#scale = scale;
  }

  /** How many there are. */
  get count(): number {
    return this.#known.size;
  }

  /** The picture by its key; drawn now if there is none yet, `draw` being given a place of its own in pixels. */
  of(key: string, size: Size, draw: (onto: Context) => void): Picture {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const width = Math.round(size.width * this.#scale);
    const height = Math.round(size.height * this.#scale);
    const sheet = this.#sheetFor(width, height);
    const left = (sheet.taken % sheet.across) * width;
    const top = Math.floor(sheet.taken / sheet.across) * height;
    sheet.taken += 1;
    const { onto } = sheet;
    onto.save();
    onto.beginPath();
    onto.rect(left, top, width, height);
    onto.clip();
    onto.translate(left, top);
    onto.scale(this.#scale, this.#scale);
    draw(onto);
    onto.restore();
    const picture = { sheet: onto.canvas, left, top, width, height };
    this.#known.set(key, picture);
    return picture;
  }

  #sheetFor(width: number, height: number): Sheet {
    const size = `${String(width)} ${String(height)}`;
    const open = this.#sheets.get(size);
    if (open !== undefined && open.taken < open.room) return open;
    const across = Math.max(1, Math.floor(SHEET / width));
    const down = Math.max(1, Math.min(Math.ceil(MOST / across), Math.floor(SHEET / height)));
    const canvas = document.createElement('canvas');
    canvas.width = across * width;
    canvas.height = down * height;
    const onto = canvas.getContext('2d', { alpha: false });
    if (onto === null) throw new Error('this browser has no canvas');
    const made = { onto, across, room: across * down, taken: 0 };
    this.#sheets.set(size, made);
    return made;
  }
}
