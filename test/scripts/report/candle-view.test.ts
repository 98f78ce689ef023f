import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Script } from 'node:vm';
import { chromium } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { backtestReport } from '../../../scripts/report/backtest-report.ts';
import { candleViewScript } from '../../../scripts/report/candle-view/candle-view-script.ts';
import { CHROMIUM_FLAGS, findChromium } from '../../support/process/chromium.ts';
import { resultOf } from './random-result.ts';

describe('the script of the candle view', () => {
  it('is one classic script of modules in the order of their imports', () => {
    const folder = new URL('../../../scripts/report/candle-view/', import.meta.url);
    const script = candleViewScript();
    expect(() => new Script(script)).not.toThrow();
    expect(script).not.toMatch(/^(?:import|export)\b|@import|<\/script/m);
    const order = readdirSync(folder).filter((name) => name.endsWith('.js'));
    const startOf = (name: string): number => {
      const line = readFileSync(new URL(name, folder), 'utf8')
        .split('\n')
        .find((each) => each.startsWith('// ') && !each.includes('@ts-check'));
      return script.indexOf(line ?? 'no comment at the top');
    };
    for (const name of order) {
      expect(startOf(name), name).toBeGreaterThan(-1);
      const imported = [...readFileSync(new URL(name, folder), 'utf8').matchAll(/^import .* from '\.\/(.*)';$/gm)];
      for (const [, other = ''] of imported)
        expect(startOf(other), `${name} imports ${other}`).toBeLessThan(startOf(name));
    }
  });
});

const browserPath = findChromium();

describe.skipIf(browserPath === null)('the report in a browser (skipped where Chromium is absent)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'backtest-report-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each([
    { width: 390, scheme: 'light' as const },
    { width: 1280, scheme: 'dark' as const },
  ])('fits $width px in $scheme, asks for nothing, and tells each trade', async ({ width, scheme }) => {
    const result = resultOf({ rows: 3_000, seed: 9 });
    const file = join(folder, `${width}.html`);
    writeFileSync(file, backtestReport(result));
    const browser = await chromium.launch({ executablePath: browserPath ?? '', args: [...CHROMIUM_FLAGS] });
    try {
      const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme: scheme });
      const errors: string[] = [];
      const requests: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      page.on('console', (message) => errors.push(message.text()));
      page.on('request', (request) => requests.push(request.url()));
      await page.goto(pathToFileURL(file).href);
      await page.locator('output', { hasText: 'Drag to move' }).waitFor();
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      await page.locator('[data-act=before]').click();
      const { trades } = result.simulation;
      const last = trades.count - 1;
      const told = await page.locator('output').textContent();
      expect(told).toContain(
        `Trade ${trades.count} of ${trades.count}: ${(trades.side[last] ?? 0) > 0 ? 'Long' : 'Short'}`,
      );
      const [entry = Number.NaN, exit = Number.NaN] = [...(told ?? '').matchAll(/ at ([\d.]+)/g)].map((match) =>
        Number(match[1]),
      );
      expect(entry).toBeCloseTo(trades.entryRaw[last] ?? 0, 2);
      expect(exit).toBeCloseTo(trades.exitRaw[last] ?? 0, 2);
      await page.locator('[data-act=all]').click();
      await page.locator('canvas').press('+');
      expect(errors).toEqual([]);
      expect(requests.filter((url) => !url.startsWith('file:'))).toEqual([]);
    } finally {
      await browser.close();
    }
  });
});
