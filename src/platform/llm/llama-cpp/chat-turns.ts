import type { ChatHistoryItem } from 'node-llama-cpp';
import type { LlmMessage } from '../../../core/ports/llm.ts';

/** Messages as the chat template of a model takes them, with the turn that it is to write. */
export function chatTurns(messages: readonly LlmMessage[]): ChatHistoryItem[] {
  const turns = messages.map(({ role, content }): ChatHistoryItem => {
    switch (role) {
      case 'system':
        return { type: 'system', text: content };
      case 'user':
        return { type: 'user', text: content };
      case 'assistant':
        return { type: 'model', response: [content] };
    }
  });
  return turns.at(-1)?.type === 'model' ? turns : [...turns, { type: 'model', response: [] }];
}
