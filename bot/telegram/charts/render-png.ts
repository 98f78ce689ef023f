import { createRequire } from 'node:module';
import { Resvg } from '@resvg/resvg-js';
import type { EChartsCoreOption, init as initECharts } from 'echarts/core';
import { CHART } from './style.ts';

const require = createRequire(import.meta.url);
// One file instead of the package's several hundred modules: a chart thread starts in a tenth of the time.
const { init }: { readonly init: typeof initECharts } = require('echarts/dist/echarts.min');

/** Size in pixels, and what lies behind everything. */
interface Canvas {
  readonly width: number;
  readonly height: number;
  readonly background: string;
}

/**
 * A PNG of an ECharts option; the same option gives the same bytes. Blocks its thread for some 60 ms: the product calls it in a
 * chart thread only (create-chart-drawer.ts).
 */
export function renderPng(option: EChartsCoreOption, canvas: Canvas = CHART): Buffer {
  const renderer = new Resvg(svgOf(option, canvas), {
    font: {
      // A container has no fonts, and a laptop's would make other bytes.
      loadSystemFonts: false,
      fontFiles: fontFiles(),
      defaultFontFamily: CHART.font,
      sansSerifFamily: CHART.font,
    },
    logLevel: 'off',
  });
  return renderer.render().asPng();
}

function svgOf(option: EChartsCoreOption, { width, height, background }: Canvas): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption({ animation: false, backgroundColor: background, ...option });
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}

function fontFiles(): string[] {
  return ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((file) => require.resolve(`dejavu-fonts-ttf/ttf/${file}`));
}
