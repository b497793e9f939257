import type { LanguageProgress } from '../contract/language-calls.ts';
import { t } from './i18n/translate.ts';
import { formatDuration, printable } from './terminal-text.ts';

type Progress = Pick<LanguageProgress, 'done' | 'total' | 'pausedUntilMs' | 'alerts'>;

/** Told again after so many more items, or so long. A batch has up to 20, so that no silence is longer than 50. */
const TOLD_ITEMS = 30;
const TOLD_MS = 5_000;

/** Tells progress of work that is counted in items on stderr, with how long it may still take. */
export function languageTeller(
  words: 'classify' | 'summarize',
  now = () => performance.now(),
): (progress: Progress) => void {
  const started = now();
  let first: number | undefined;
  let alertsTold = 0;
  let told: { readonly done: number; readonly at: number; readonly until: number | undefined } | undefined;
  return ({ done, total, pausedUntilMs: until, alerts = [] }) => {
    for (const { message } of alerts.slice(alertsTold)) {
      process.stderr.write(`${t('result.note', { message: printable(message) })}\n`);
    }
    alertsTold = alerts.length;
    const at = now();
    first ??= done;
    const due = told === undefined || done - told.done >= TOLD_ITEMS || at - told.at >= TOLD_MS;
    const isLast = done === total && told?.done !== done;
    if (!due && !isLast && (until === undefined || until === told?.until)) return;
    told = { done, at, until };
    const values = { done, total };
    if (until !== undefined) {
      const time = new Date(until).toLocaleTimeString();
      process.stderr.write(`${t(`${words}.pausing`, { ...values, time })}\n`);
      return;
    }
    const isKnown = done > first && done < total;
    const left = isKnown ? ((at - started) / (done - first)) * (total - done) : undefined;
    const text = left === undefined ? '' : t(`${words}.left`, { time: formatDuration(left) });
    process.stderr.write(`${t(`${words}.progress`, { ...values, left: text })}\n`);
  };
}
