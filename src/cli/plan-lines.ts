import { basename } from 'node:path';
import type { StageSpeed } from '../core/pipeline/stage-speed.ts';
import type { PlannedInput } from '../contract/queue-calls.ts';
import { estimateDiskBytes, estimateProcessing } from '../core/queue/estimate.ts';
import { t } from './i18n/translate.ts';
import { timeOf } from './queue-lines.ts';
import { failedLine } from './result-lines.ts';
import { formatBytes, printable } from './terminal-text.ts';

/** What a plan comes to: a line for each input, with time and disk space it may take, and their sum. */
export function summaryOfPlan(planned: readonly PlannedInput[], speeds: readonly StageSpeed[]): string {
  const sum = { ready: 0, audio: 0, time: 0, disk: 0, timeKnown: true };
  const ready: string[] = [];
  const failed: string[] = [];
  for (const input of planned) {
    if (input.kind === 'refused') {
      failed.push(failedLine(input.path, input.error));
      continue;
    }
    const { job, problem, audio_length } = input;
    if (problem !== undefined) {
      failed.push(failedLine(job.path, problem));
      continue;
    }
    const { skipDiarize, channels } = job.spec.options;
    const work = { audioLengthMs: audio_length, asr: job.spec.asr, skipDiarize: skipDiarize || channels === 'split' };
    const time = estimateProcessing(work, speeds);
    const disk = estimateDiskBytes(audio_length ?? 0);
    sum.ready++;
    sum.audio += audio_length ?? 0;
    sum.time += time ?? 0;
    sum.timeKnown &&= time !== undefined;
    sum.disk += disk;
    const name = printable(job.source?.title ?? basename(job.path));
    const values = { audio: timeOf(audio_length), time: timeOf(time), disk: formatBytes(disk) };
    ready.push(`${t('queue.wouldRun', { name, ...values })}\n`);
  }
  const values = { audio: timeOf(sum.audio), time: timeOf(sum.timeKnown ? sum.time : undefined) };
  const counts = { ready: sum.ready, total: planned.length, disk: formatBytes(sum.disk) };
  return `${ready.join('')}${failed.join('')}${t('queue.wouldSum', { ...counts, ...values })}\n`;
}
