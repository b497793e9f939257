import { modelFolders } from '../folders.ts';
import type { HandlersOf } from '../handlers.ts';
import { describeChoice } from './describe-choice.ts';
import { factsFor } from './facts-keeper.ts';

/** The call that says which recogniser a job would use. */
export const choiceHandlers: HandlersOf<'models'> = {
  async 'models.choose'(wish, { library, plan, signal }) {
    const { device, performance, modelsDir } = wish;
    const threads = plan.threadsPerJob;
    const found = await factsFor({ modelFolders: modelFolders(modelsDir), device, performance, threads }, signal);
    return describeChoice(wish, found, library.speeds.list(), threads);
  },
};
