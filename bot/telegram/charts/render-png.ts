import { createRequire } from 'node:module';
import type { EChartsCoreOption, init as initECharts } from 'echarts/core';
import { rasterized } from './drawing-process/rasterized.mjs';
import { withShapedText } from './drawing-process/shaped-text.mjs';
import { CHART } from './style.ts';
import type { Canvas } from './svg.ts';

const require = createRequire(import.meta.url);
// One file instead of the package's several hundred modules: the drawing process is ready for charts in a tenth of the time.
const { init }: { readonly init: typeof initECharts } = require('echarts/dist/echarts.min');

/**
 * A PNG of an ECharts option; the same option gives the same bytes. Blocks its thread for some 60 ms: the product calls it in
 * the drawing process only (drawing-process/).
 */
export function renderPng(option: EChartsCoreOption, canvas: Canvas = CHART): Buffer {
  return Buffer.from(rasterized(withShapedText(echartsSvg(option, canvas))));
}

function echartsSvg(option: EChartsCoreOption, { width, height, background }: Canvas): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption({ animation: false, backgroundColor: background, ...option });
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}
