import type { MessageId } from '../messages/en.js';
import { HATCH, SIGNS, type SignName } from '../ui/signs.js';
import type { Face } from './face.js';
import type { Size } from './geometry.js';

export type Context = CanvasRenderingContext2D;

/** What a look is drawn with: where, in which colours by token, in which words and font. */
export type Brush = {
  readonly onto: Context;
  readonly colour: (token: string) => string;
  readonly words: (id: MessageId) => string;
  readonly font: string;
};

/** A cell as it looks: its mark, or filled with its colour in a heat map. */
export function drawFace(brush: Brush, face: Face, size: Size, heat: boolean): void {
  brush.onto.fillStyle = brush.colour('paper');
  brush.onto.fillRect(0, 0, size.width, size.height);
  if (heat) hot(brush, face, size);
  else mark(brush, face, size);
  if (face.supposed) dashed(brush, size);
}

/** A few letters over or under a column; upright where columns are narrower than they are long. */
export function drawCaption(
  { onto, font }: Brush,
  text: string,
  { width, height }: Size,
  upright: boolean,
): void {
  if (!upright) {
    write(onto, { align: 'center', weight: 600, size: 12, font });
    onto.fillText(text, width / 2, height / 2 + 1, width - 2);
    return;
  }
  onto.save();
  onto.translate(width / 2, height - 5);
  onto.rotate(-Math.PI / 2);
  write(onto, { align: 'left', weight: 600, size: 11, font });
  onto.fillText(text, 0, 1, height - 8);
  onto.restore();
}

function mark(brush: Brush, { sign, stale, note }: Face, size: Size): void {
  const { onto: context } = brush;
  const left = (size.width - SIGNS[sign].width) / 2;
  context.save();
  context.translate(left, (size.height - 18) / 2);
  signOn(brush, sign, stale);
  context.restore();
  if (!note) return;
  context.fillStyle = brush.colour('ink-2');
  context.beginPath();
  context.arc(size.width / 2 + 11, 7, 2, 0, 2 * Math.PI);
  context.fill();
}

function signOn(brush: Brush, name: SignName, stale: boolean): void {
  const { onto: context } = brush;
  const { path, wash, stroke, colour, filled, letter, letterAt, letterOn } = SIGNS[name];
  const paint = brush.colour(colour);
  if (path !== '') {
    const shape = new Path2D(path);
    context.lineWidth = stroke;
    context.strokeStyle = paint;
    context.fillStyle = paint;
    if (filled) context.fill(shape);
    if (stroke > 0) context.stroke(shape);
  }
  if (wash !== '') {
    context.globalAlpha = 0.28;
    context.fillStyle = paint;
    context.fill(new Path2D(wash));
    context.globalAlpha = 1;
  }
  if (stale) {
    context.lineWidth = 1.3;
    context.strokeStyle = letterOn ? brush.colour('paper') : paint;
    context.stroke(new Path2D(HATCH));
  }
  if (letter === null) return;
  context.fillStyle = letterOn ? brush.colour('on-status') : paint;
  context.font = `700 9px ${brush.font}`;
  context.textAlign = 'center';
  context.textBaseline = 'alphabetic';
  context.fillText(brush.words(letter), letterAt, 12.3);
}

/** A whole cell in its colour with its letter; hatched where stale. */
function hot(brush: Brush, { sign, stale, note }: Face, { width, height }: Size): void {
  const { onto: context } = brush;
  const { colour, filled, letter, path } = SIGNS[sign];
  const paint = brush.colour(colour);
  if (path !== '' && letter !== null) {
    context.globalAlpha = filled ? 1 : 0.2;
    context.fillStyle = paint;
    context.fillRect(0, 0, width - 1, height - 1);
    context.globalAlpha = 1;
  }
  const ink = filled && letter !== null ? brush.colour('on-status') : paint;
  if (stale) hatch(context, filled ? brush.colour('paper') : paint, { width, height });
  context.fillStyle = ink;
  context.font = `700 10px ${brush.font}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(letter === null ? '✓' : brush.words(letter), width / 2, height / 2 + 1);
  if (note) context.fillRect(width - 5, 2, 3, 3);
}

function hatch(onto: Context, colour: string, { width, height }: Size): void {
  onto.strokeStyle = colour;
  onto.lineWidth = 1;
  for (let x = -height; x < width; x += 6) {
    onto.beginPath();
    onto.moveTo(x, height - 1);
    onto.lineTo(x + height, 0);
    onto.stroke();
  }
}

function dashed(brush: Brush, { width, height }: Size): void {
  const { onto: context } = brush;
  context.strokeStyle = brush.colour('supposed');
  context.lineWidth = 2;
  context.setLineDash([4, 3]);
  context.strokeRect(2, 2, width - 5, height - 5);
}

type Hand = { align: CanvasTextAlign; weight: number; size: number; font: string };

export function write(onto: Context, { align, weight, size, font }: Hand): void {
  onto.textAlign = align;
  onto.textBaseline = 'middle';
  onto.font = `${String(weight)} ${String(size)}px ${font}`;
}
