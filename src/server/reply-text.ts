import type { Reply } from '../contract/reply.ts';
import { knownText } from '../studio/documents/document-text.ts';

/** An envelope as JSON. A document in it whose text is known is not written again. */
export function replyText(reply: Reply<unknown>): string {
  if (!reply.ok || typeof reply.value !== 'object' || reply.value === null || !('document' in reply.value))
    return JSON.stringify(reply);
  const { document, ...rest } = reply.value;
  const text = knownText(document);
  if (text === undefined) return JSON.stringify(reply);
  const others = JSON.stringify(rest).slice(1);
  return `{"ok":true,"value":{"document":${text}${others === '}' ? '' : ','}${others}}`;
}
