import type { ModelAlarm } from '../../engine/evaluation/report.ts';

/** What an alarm of an evaluation means, one sentence. */
export function modelAlarmText({ auc, limit }: ModelAlarm): string {
  return `AUC ${auc.toFixed(3)} is above ${limit}: look for a leak before believing it`;
}
