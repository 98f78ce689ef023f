import type { CandleStore } from '../../engine/ports.ts';
import type { Language } from '../texts/language.ts';
import { type BacktestAsk, type BacktestSources, createBacktests } from './backtest.ts';
import { type CalibrationPictureAsk, calibration, calibrationPicture } from './calibration.ts';
import { type ChartAsk, type ChartSources, chart } from './chart.ts';
import { type ExplanationAsk, explanation } from './explanation.ts';
import { type MarketChartAsk, marketChart } from './market-chart.ts';
import { marketStatus } from './market-status.ts';
import { revenue } from './money/revenue.ts';
import { type AccountAsk, entitlement, myPlan } from './my-plan.ts';
import { offers } from './offers.ts';
import { type PredictionAsk, predictionFor } from './prediction.ts';
import { purchase, standing } from './purchase.ts';
import { signalHistory } from './record/history.ts';
import { type EquityPictureAsk, equityPicture, type RecordAsk, trackRecord } from './record/track-record.ts';
import { type Ask, latestVisibleSignals, type SignalAsk, type SignalsAsk, visibleSignal } from './visible-signals.ts';

type SourcesOf<T extends (ask: never, sources: never) => unknown> = Parameters<T>[1];

/** Everything that answers are made from: stores, models and drawing. Only bot/process and the tests' stage put one together. */
export type AnswerSources = ChartSources &
  BacktestSources &
  SourcesOf<typeof explanation> &
  SourcesOf<typeof predictionFor> &
  SourcesOf<typeof equityPicture> &
  SourcesOf<typeof calibrationPicture> &
  SourcesOf<typeof marketChart> &
  SourcesOf<typeof myPlan> &
  SourcesOf<typeof revenue> & { readonly renderQr: (text: string) => Promise<Buffer> } & Parameters<
    typeof marketStatus
  >[0] & { readonly candles: Pick<CandleStore, 'read' | 'readNewest'> };

/** What a reader may ask, whichever surface they ask on: chat, API and pages get this and no store. */
export type Answers = ReturnType<typeof createAnswers>;

/** Binds every question to where its answer comes from. One file a question; a new one costs its file and a line here. */
export function createAnswers(sources: AnswerSources) {
  const backtests = createBacktests(sources);
  return {
    /** The series followed, in the order they are offered. */
    series: sources.series,
    /** "recorded candles, replayed at 720×", stated beside all results; null for a live market. It changes when a recording ends. */
    marketNote: (language: Language): string | null => sources.marketNote(language),
    signals: (ask: SignalsAsk) => latestVisibleSignals(ask, sources),
    history: (ask: Ask) => signalHistory(ask, sources),
    signal: (ask: SignalAsk) => visibleSignal(ask, sources),
    chart: (ask: ChartAsk) => chart(ask, sources),
    explanation: (ask: ExplanationAsk) => explanation(ask, sources),
    prediction: (ask: PredictionAsk) => predictionFor(ask, sources),
    backtest: (ask: BacktestAsk) => backtests.ask(ask),
    trackRecord: (ask: RecordAsk) => trackRecord(ask, sources),
    equityPicture: (ask: EquityPictureAsk) => equityPicture(ask, sources),
    calibration: (ask: RecordAsk & { readonly nowMs: number }) => calibration(ask, sources),
    calibrationPicture: (ask: CalibrationPictureAsk) => calibrationPicture(ask, sources),
    marketChart: (ask: MarketChartAsk) => marketChart(ask, sources),
    /** A QR code of a text, as a PNG. */
    qrPicture: ({ text }: { readonly text: string }) => sources.renderQr(text),
    marketStatus: () => marketStatus(sources),
    entitlement: (ask: AccountAsk) => entitlement(ask, sources),
    myPlan: (ask: AccountAsk) => myPlan(ask, sources),
    purchase: (ask: Parameters<typeof purchase>[0]) => purchase(ask, sources),
    revenue: (ask: Parameters<typeof revenue>[0]) => revenue(ask, sources),
    standing: (ask: AccountAsk) => standing(ask, sources),
    offers: (ask: { readonly apiKey: boolean }) => offers(ask, sources),
    /** Waits until no answer is being worked out. */
    idle: () => backtests.idle(),
  };
}
