import type { ListedLlm } from '../../contract/language-calls.ts';
import { llmChoiceId } from '../../core/llm/llm-choice.ts';
import { leavesComputer, llmHost } from '../../core/llm/llm-spec.ts';
import { readSettings, type SettingsLibrary } from '../settings/settings.ts';
import { problemOf } from './open-engines.ts';

/** The language models of the settings, the preferred one first, and whether each may be asked. */
export function listLlms(library: SettingsLibrary): readonly ListedLlm[] {
  const settings = readSettings(library).values;
  return settings.languageModels.map((choice) => {
    const problem = problemOf(choice, settings);
    return {
      id: llmChoiceId(choice),
      choice,
      ...(choice.kind === 'local' ? {} : { host: llmHost(choice) }),
      leavesComputer: choice.kind !== 'local' && leavesComputer(choice),
      ...(problem === undefined ? {} : { problem: problem.toData() }),
    };
  });
}
