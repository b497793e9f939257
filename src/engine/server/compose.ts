import { listInstalledModels } from '../../platform/models/model-store.ts';
import { probeMedia } from '../../platform/ffmpeg/probe.ts';
import type { JobHandlers } from '../protocol/contract.ts';
import type { EngineJobs } from '../protocol/jobs.ts';
import { choiceFacts } from './choice-facts.ts';
import { describeEngines } from './describe-engines.ts';
import { examineMachine } from './doctor.ts';
import { measureModel } from './measure-model.ts';
import { redecodeSpans } from './redecode-spans.ts';
import { transcribeFile } from './transcribe-file.ts';

/** Composition root: the engine's jobs over the real platform. */
export function createHandlers(): JobHandlers<EngineJobs> {
  return {
    transcribe: (input, context) => transcribeFile(input, context),
    redecode: (input, context) => redecodeSpans(input, context),
    probe: (input, { signal }) => probeMedia(input.path, signal),
    models: (input) => listInstalledModels(input.modelFolders),
    measure: (input, context) => measureModel(input, context),
    facts: (input, { signal }) => choiceFacts(input, signal),
    engines: (input, { signal }) => describeEngines(input, signal),
    doctor: (input, { signal }) => examineMachine(input, signal),
  };
}
