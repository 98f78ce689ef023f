import { languageFor } from '../../../texts/language.ts';
import { renderBacktestChart } from '../backtest-chart.ts';
import { renderWhyChart } from '../why-chart.ts';
import type { EChartsOrder } from './chart-order.ts';

/** The PNG of a chart by ECharts. Called in the drawing process only, which loads this file when it is first needed. */
export function drawWithECharts(order: EChartsOrder): Uint8Array {
  const language = languageFor(order.languageCode);
  switch (order.type) {
    case 'backtest':
      return renderBacktestChart(order.tested, order.marketNote, language);
    case 'why':
      return renderWhyChart(order, language);
  }
}
