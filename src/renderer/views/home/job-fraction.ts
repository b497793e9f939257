import type { JobView } from '../../../contract/job-view.ts';
import type { LiveJob } from '../../state/job-progress.ts';

/** Share of a job's progress that fetching its recording takes, as the studio counts it. */
const FETCH_SHARE = 0.15;

/** How far a job is, 0..1: what was written down, or what is told right now when that is more. */
export function fractionOf(job: Pick<JobView, 'state' | 'progress' | 'url'>, live: LiveJob | undefined): number {
  if (job.state === 'done') return 1;
  if (live === undefined || job.state !== 'running') return job.progress;
  const now = job.url === undefined ? live.fraction : FETCH_SHARE * fetched(live) + (1 - FETCH_SHARE) * live.fraction;
  return Math.min(0.99, Math.max(job.progress, now));
}

function fetched(live: LiveJob): number {
  return live.fraction > 0 ? 1 : (live.stages['fetch'] ?? 0);
}

/** Stages in the order they run. */
const ORDER = ['fetch', 'layout', 'vad', 'crosstalk', 'asr', 'align', 'diarize', 'cues', 'translate'] as const;
type StageName = (typeof ORDER)[number];

/** Whether a stage has a name in the texts. */
export function isStage(name: string): name is StageName {
  return (ORDER as readonly string[]).includes(name);
}

const ALWAYS: ReadonlySet<string> = new Set(['vad', 'asr', 'diarize', 'cues']);

export interface StageStep {
  readonly stage: StageName;
  readonly state: 'waiting' | 'running' | 'done';
  readonly fraction: number;
}

/** The steps of a running job. What ran before this page looked counts as done. */
export function stageSteps(job: Pick<JobView, 'stage' | 'url'>, live: LiveJob | undefined): readonly StageStep[] {
  const current = live?.stage ?? job.stage;
  const at = ORDER.findIndex((stage) => stage === current);
  return ORDER.flatMap((stage, index) => {
    const known = live?.stages[stage];
    const fraction = known ?? (index < at ? 1 : 0);
    const shown = ALWAYS.has(stage) || known !== undefined || stage === current || (stage === 'fetch' && job.url);
    if (!shown) return [];
    const state = fraction >= 1 ? 'done' : index === at ? 'running' : fraction > 0 ? 'running' : 'waiting';
    return { stage, state, fraction };
  });
}

/** How far the running jobs are together, 0..1; undefined when nothing runs. */
export function runningFraction(jobs: readonly JobView[], live: Readonly<Record<number, LiveJob>>): number | undefined {
  const running = jobs.filter(({ state }) => state === 'running');
  if (running.length === 0) return undefined;
  return running.reduce((sum, job) => sum + fractionOf(job, live[job.id]), 0) / running.length;
}
