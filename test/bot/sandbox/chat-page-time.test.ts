import { describe, expect, it } from 'vitest';
import type { TimeAnswer } from '../../../bot/sandbox/let-time-pass.ts';
import { DAY_MS } from '../../../engine/time.ts';
import {
  chatPage,
  NO_BROWSER,
  NOW_MS,
  PHONE,
  recordedMarket,
  SKIP_REASON,
  scriptedChat,
} from '../../support/chat/chat-page.ts';

describe.skipIf(NO_BROWSER)(`letting time pass on the chat page${SKIP_REASON}`, () => {
  const chat = chatPage();
  const scripted = scriptedChat(chat);
  const asked: number[] = [];
  const refused = 'Time is passing already.';

  async function serveWithTime(): Promise<void> {
    await chat.stopServing();
    asked.length = 0;
    let untilMs: number | null = null;
    await chat.serve({
      ...{ world: scripted.telegram().world, file: scripted.telegram().file },
      notice: () => ({ ...recordedMarket(), catchingUp: untilMs === null ? null : { untilMs } }),
      letTimePass(hours): TimeAnswer {
        asked.push(hours);
        if (untilMs !== null) return { type: 'refused', why: 'already-passing', text: refused };
        untilMs = NOW_MS + hours * 3_600_000;
        return { type: 'passing', fromMs: NOW_MS, untilMs };
      },
    });
  }

  it('is a button of the ribbon that offers hours and days, and says until when', async () => {
    await serveWithTime();
    const page = await chat.open(PHONE);
    await page.getByRole('button', { name: 'Let time pass' }).click();
    expect(await page.getByRole('menuitem').allTextContents()).toEqual([
      ...['Let 1 hour pass', 'Let 1 day pass', 'Let 3 days pass', 'Let 7 days pass', 'Let 28 days pass'],
    ]);
    if (process.env.PICTURES !== undefined) await page.screenshot({ path: `${process.env.PICTURES}/time-menu.png` });
    await page.getByRole('menuitem', { name: 'Let 3 days pass' }).click();
    await page.locator('.ribbon-about', { hasText: 'fast-forward to 15 Mar 2022' }).waitFor();
    await page.locator('.forward-button.is-passing').waitFor();
    expect(asked).toEqual([(3 * DAY_MS) / 3_600_000]);
    if (process.env.PICTURES !== undefined) await page.screenshot({ path: `${process.env.PICTURES}/time-passing.png` });
    await page.getByRole('button', { name: 'Let time pass' }).click();
    await page.getByRole('menuitem', { name: 'Let 1 hour pass' }).click();
    await page.getByRole('dialog', { name: 'Let time pass' }).getByText(refused).waitFor();
    // The browser itself notes that an answer was 409.
    expect(chat.takeProblems()).toEqual([expect.stringContaining('409')]);
  });

  it('is not there where the clock is not the sandbox’s own', async () => {
    const page = await chat.open();
    await page.locator('.ribbon-time').waitFor();
    expect(await page.getByRole('button', { name: 'Let time pass' }).count()).toBe(0);
  });
});
