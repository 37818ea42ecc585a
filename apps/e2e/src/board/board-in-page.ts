import type { Page } from 'playwright-core';

/** What `work` answers, and what it cost the page's main thread, ms of processor time: on a machine that is shared that alone tells. */
export async function busyMs<Answer>(
  page: Page,
  work: () => Promise<Answer>,
): Promise<{ readonly answer: Answer; readonly busy: number }> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  const spent = async (): Promise<number> => {
    const { metrics } = await devtools.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1_000;
  };
  const before = await spent();
  const answer = await work();
  const busy = (await spent()) - before;
  await devtools.detach();
  return { answer, busy };
}

/** Presses what draws the board; ms from there until a frame with all of it has been made. */
export const drawingMs = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
    const since = performance.now();
    document.querySelector<HTMLButtonElement>('main button')?.click();
    // The board is painted before the first frame; the second begins when that one has left.
    await frame();
    await frame();
    const drawn = performance.now() - since;
    if (document.querySelector('.board-frame > canvas') === null) throw new Error('no board was painted');
    return drawn;
  });

/** Scrolls by `step` pixels at each of so many frames, to the end and back; ms from each frame to the next. */
export const scrollingMs = (
  page: Page,
  scroll: { down: number; across: number; frames: number },
): Promise<number[]> =>
  page.evaluate(async ({ down, across, frames }) => {
    const scroller = document.querySelector('.board-scroll');
    if (scroller === null) throw new Error('no board was painted');
    const most = {
      left: scroller.scrollWidth - scroller.clientWidth,
      top: scroller.scrollHeight - scroller.clientHeight,
    };
    const there = (travelled: number, length: number): number => {
      const at = travelled % (2 * length);
      return at <= length ? at : 2 * length - at;
    };
    const times: number[] = [];
    for (let index = 0; index <= frames; index += 1) {
      times.push(await new Promise<number>((resolve) => requestAnimationFrame(resolve)));
      scroller.scrollTo(there(index * across, most.left), there(index * down, most.top));
    }
    return times.slice(1).map((time, index) => time - (times[index] ?? time));
  }, scroll);
