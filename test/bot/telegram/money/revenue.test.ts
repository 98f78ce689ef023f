import { describe, expect, it } from 'vitest';
import { openStage } from '../../../support/stage/bot-stage.ts';

describe('/admin revenue', () => {
  it('is for owners and admins, says what recurs and what came in, and sends both as files', async () => {
    const admins: number[] = [];
    const stage = await openStage(() => ({ adminIds: admins }));
    const owner = stage.person('Owner');
    await owner.write('/start');
    await owner.write('/admin revenue');
    await owner.reads(/I did not understand/);
    admins.push(owner.id);
    await owner.write('/admin revenue');
    expect((await owner.reads(/Revenue/)).text).toMatch(/Nobody pays yet/);

    const atMs = stage.clock.nowMs();
    await stage.deps.payments.append({
      ...{
        provider: 'stars',
        externalId: 'c1',
        telegramId: 77,
        atMs,
        type: 'paid',
        planId: 'pro-year',
        planVersion: 1,
      },
      ...{ amountMinor: 17_500, currency: 'XTR', order: null, subscriptionMs: null, code: null },
    });
    stage.clock.advance(60_000);
    await owner.write('/admin');
    await owner.reads(/Overview|Analyser/);
    await owner.press('Revenue');
    const { text } = await owner.reads(/1,458\u00a0Stars a month from 1 payer/);
    expect(text).toMatch(/paid ahead, ends unless bought again: 1,458\u00a0Stars/);
    expect(text).toMatch(
      /Stars: 17,500\u00a0Stars taken, 0\u00a0Stars returned, 0\u00a0Stars to partners, ≈ \$227\.50 left/,
    );
    expect(text).toMatch(/1 came, 0 came back, 0 left/);
    await owner.press('As CSV');
    await owner.until(() => owner.messages().filter(({ document }) => document !== null).length === 2);
    await stage.close();
  });
});
