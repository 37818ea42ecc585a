import { useCallback, useLayoutEffect, useRef, type RefObject } from 'react';
import { useT } from '../messages/use-t.js';
import type { Point, Size } from './geometry.js';
import { Painter, type Scene } from './painter.js';

export const pointOf = ({ scrollLeft, scrollTop }: HTMLElement): Point => ({
  left: scrollLeft,
  top: scrollTop,
});
export const sizeOf = ({ clientWidth, clientHeight }: HTMLElement): Size => ({
  width: clientWidth,
  height: clientHeight,
});

/** What makes every picture of a cell anew. */
const LOOKS = ['(prefers-color-scheme: dark)', '(prefers-contrast: more)', '(forced-colors: active)'];

/** Paints when the board changes, and gives what paints it again. Theme, zoom, size and fonts make the looks of cells anew. */
export function usePainter(
  canvas: RefObject<HTMLCanvasElement | null>,
  scroller: RefObject<HTMLElement | null>,
  board: Omit<Scene, 'at' | 'size'>,
): () => void {
  const t = useT();
  const painter = useRef<Painter | null>(null);
  const latest = useRef(board);
  const repaint = useCallback((): void => {
    const element = scroller.current;
    if (element === null) return;
    painter.current?.paint({ ...latest.current, at: pointOf(element), size: sizeOf(element) });
  }, [scroller]);
  useLayoutEffect(() => {
    const [onto, element] = [canvas.current, scroller.current];
    if (onto === null || element === null) return undefined;
    const made = new Painter(onto, t);
    painter.current = made;
    // What follows from the same commit paints it first.
    made.refresh(sizeOf(element));
    return watchLooks(made, element, () => {
      made.refresh(sizeOf(element));
      repaint();
    });
  }, [canvas, scroller, repaint, t]);
  useLayoutEffect(() => {
    latest.current = board;
    repaint();
    // Another language has another painter.
  }, [board, repaint, t]);
  return repaint;
}

/** Calls `renew` where the pictures of cells are others; answers what ends that. */
function watchLooks(painter: Painter, element: HTMLElement, renew: () => void): () => void {
  const observer = new ResizeObserver(() => {
    // It tells of the size at which it began, too.
    if (!painter.fits(sizeOf(element))) renew();
  });
  observer.observe(element);
  const looks = [...LOOKS, `(resolution: ${String(window.devicePixelRatio)}dppx)`].map((query) =>
    window.matchMedia(query),
  );
  for (const one of looks) one.addEventListener('change', renew);
  document.fonts.addEventListener('loadingdone', renew);
  return () => {
    observer.disconnect();
    for (const one of looks) one.removeEventListener('change', renew);
    document.fonts.removeEventListener('loadingdone', renew);
  };
}
