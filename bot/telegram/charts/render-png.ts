import { createRequire } from 'node:module';
import { Resvg } from '@resvg/resvg-js';
import { BarChart, CandlestickChart, LineChart } from 'echarts/charts';
import { GraphicComponent, GridComponent, MarkLineComponent } from 'echarts/components';
import type { EChartsCoreOption } from 'echarts/core';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { CHART } from './chart-style.ts';

/**
 * A PNG of an ECharts option, CHART.width × CHART.height; the same option gives the same bytes. Blocks its thread for some
 * 60 ms: the product calls it in a chart thread only (create-chart-drawer.ts).
 */
export function renderPng(option: EChartsCoreOption): Buffer {
  const renderer = new Resvg(svgOf(option), {
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
