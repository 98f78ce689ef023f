import { createRequire } from 'node:module';
import { renderAsync } from '@resvg/resvg-js';
import { BarChart, CandlestickChart, LineChart } from 'echarts/charts';
import { GraphicComponent, GridComponent, MarkLineComponent } from 'echarts/components';
import type { EChartsCoreOption } from 'echarts/core';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { CHART } from './chart-style.ts';

/** Pictures drawn at the same time; a chat full of impatient people must not take the processor from the walk. */
const MOST_AT_ONCE = 2;
/** Pictures that may wait; more than this is a flood, and the text answer is better than a picture seconds later. */
const MOST_WAITING = 32;

let drawing = 0;
const waiting: (() => void)[] = [];

/**
 * A PNG of an ECharts option, CHART.width × CHART.height; the same option gives the same bytes. At most two are drawn at
 * once, off the event loop but for the layout. Throws when 32 others wait already.
 */
export async function renderPng(option: EChartsCoreOption): Promise<Buffer> {
  if (drawing >= MOST_AT_ONCE) {
    if (waiting.length >= MOST_WAITING) {
      throw new Error(`expected at most ${MOST_WAITING} charts waiting to be drawn, was one more`);
    }
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else {
    drawing += 1;
  }
  try {
    const image = await renderAsync(svgOf(option), {
      font: {
        // A container has no fonts, and a laptop's would make other bytes.
        loadSystemFonts: false,
        fontFiles: fontFiles(),
        defaultFontFamily: CHART.font,
        sansSerifFamily: CHART.font,
      },
      logLevel: 'off',
    });
    return image.asPng();
  } finally {
    const next = waiting.shift();
    if (next === undefined) {
      drawing -= 1;
    } else {
      next();
    }
  }
}

function svgOf(option: EChartsCoreOption): string {
  use([BarChart, CandlestickChart, LineChart, GraphicComponent, GridComponent, MarkLineComponent, SVGRenderer]);
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: CHART.width, height: CHART.height });
  try {
    chart.setOption({ animation: false, backgroundColor: CHART.background, ...option });
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}

function fontFiles(): string[] {
  const { resolve } = createRequire(import.meta.url);
  return ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((file) => resolve(`dejavu-fonts-ttf/ttf/${file}`));
}
