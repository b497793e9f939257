import { newDocument } from '../../../src/core/document/new-document.ts';
import type { VoxlaneDocument } from '../../../src/core/document/types.ts';
import type { HostQuestion } from '../../../tests/support/llm-host.ts';
import { readCall, type ScriptedCall } from '../../../tests/support/scripted-llm.ts';

/** What is shown beside the work of the editor. */
export const PANEL = '[role=tabpanel][data-state=active]';

/** What a language model was asked. */
export const callOf = ({ messages }: HostQuestion): ScriptedCall =>
  readCall({ messages: messages as never, maxOutputTokens: 0, temperature: 0 }, 0);

/** So many lines of Anna and Ben in turn, three seconds apart. */
export function harbourTalk(count: number, more: Partial<VoxlaneDocument> = {}): VoxlaneDocument {
  const cues = Array.from({ length: count }, (_, index) => ({
    id: `c${index + 1}`,
    startMs: index * 3000,
    endMs: index * 3000 + 2500,
    speaker: index % 2 === 0 ? 'S1' : 'S2',
    lines: [`the harbour line ${index + 1}`],
    wordIds: [],
  }));
  const speakers = [
    { id: 'S1', name: 'Anna' },
    { id: 'S2', name: 'Ben' },
  ];
  return newDocument({ language: 'en', speakers, cues, ...more });
}
