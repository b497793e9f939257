import { useEffect, useMemo } from 'react';
import type { RecogniserMeasure } from '../../contract/model-calls.ts';
import type { StudioApi } from '../../contract/studio-api.ts';
import { type AsrFacts, asrFacts } from '../../core/models/asr-facts.ts';
import type { CatalogueEntry } from '../../core/models/catalogue.ts';
import { isRunnable } from '../../core/models/choose.ts';
import type { InstalledModel } from '../../core/models/manifest.ts';
import { ask } from '../client/ask.ts';
import { useHost } from '../client/studio-context.tsx';
import { lookInTurn } from './look-in-turn.ts';
import { tellError } from './notices.ts';
import { settingsStore } from './settings.ts';
import { store, useStored } from './store.ts';

/** What is known of recognisers here; empty until it was asked. */
interface Known {
  readonly installed?: readonly InstalledModel[];
  readonly entries: readonly CatalogueEntry[];
  readonly measures: readonly RecogniserMeasure[];
}

/** A recogniser that is installed, whole, and of a kind that an engine runs. */
export interface Recogniser {
  readonly model: InstalledModel;
  readonly facts: AsrFacts;
  /** Times real time, the best that was measured here. */
  readonly speed: number | undefined;
}

const known = store<Known>({ entries: [], measures: [] });

/** How many parts of the page follow the recognisers; one asks for all of them. */
let followers = 0;
let stopFollowing: (() => void) | undefined;

/** Asks for the recognisers while anything shows them, and again after downloads. */
function useKnown(): Known {
  const { api } = useHost();
  const folder = useStored(settingsStore, ({ values }) => values?.modelsFolder);
  useEffect(() => {
    followers += 1;
    if (followers === 1) stopFollowing = follow(api, folder);
    return () => {
      followers -= 1;
      if (followers === 0) stopFollowing?.();
    };
  }, [api, folder]);
  return useStored(known, (state) => state);
}

function follow(api: StudioApi, folder: string | undefined): () => void {
  const stopping = new AbortController();
  const run = { signal: stopping.signal };
  const where = folder === undefined ? {} : { modelsDir: folder };
  const load = lookInTurn(stopping.signal, async () => {
    try {
      const [installed, { entries }, measures] = await Promise.all([
        ask(api, 'models.list', where, run),
        ask(api, 'models.available', where, run),
        ask(api, 'models.measures', {}, run),
      ]);
      known.setState({ installed, entries, measures });
    } catch (error) {
      if (!stopping.signal.aborted) tellError(error);
    }
  });
  const stop = api.on('models', (event) => {
    if (event.type !== 'progress') load();
  });
  load();
  return () => {
    stopping.abort();
    stop();
  };
}

/** All recognisers, the fixtures too, the most able first; `undefined` until they are known. */
export function useInstalledRecognisers(): readonly Recogniser[] | undefined {
  const { installed, entries, measures } = useKnown();
  return useMemo(
    () =>
      installed
        ?.filter(
          ({ manifest, problem }) => isRecogniser(manifest.task) && problem === undefined && isRunnable(manifest),
        )
        .map((model) => ({
          model,
          facts: asrFacts(model, entries),
          speed: fastest(measures.filter((one) => one.model === model.manifest.id)),
        }))
        .sort((a, b) => a.facts.tier - b.facts.tier || a.facts.werPercent - b.facts.werPercent),
    [installed, entries, measures],
  );
}

/** How people name recognisers, given by their ids: with the form their weights have, where that is known. */
export function useRecogniserNames(): (engine: string) => string {
  const { installed, entries } = useKnown();
  return useMemo(() => {
    const names = new Map<string, string>(
      entries.map(({ id, name, quantisation }) => [id, inForm(name, quantisation)]),
    );
    for (const { manifest } of installed ?? []) if (!names.has(manifest.id)) names.set(manifest.id, manifest.name);
    return (engine) => names.get(engine) ?? engine;
  }, [installed, entries]);
}

function inForm(name: string, quantisation: string | undefined): string {
  const isSaid = quantisation === undefined || name.toLowerCase().includes(quantisation.slice(0, 2).toLowerCase());
  return isSaid ? name : `${name} (${quantisation})`;
}

function isRecogniser(task: string): boolean {
  return task === 'asr' || task === 'ctc';
}

function fastest(measures: readonly RecogniserMeasure[]): number | undefined {
  const speeds = measures.flatMap(({ audioSecondsPerSecond }) => audioSecondsPerSecond ?? []);
  return speeds.length === 0 ? undefined : Math.max(...speeds);
}
