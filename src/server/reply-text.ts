import type { Reply } from '../contract/reply.ts';
import { documentText } from '../studio/documents/document-text.ts';

/** An envelope as JSON. A document in it whose text is known is not written again, nor read where that was put off. */
export function replyText(reply: Reply<unknown>): string | Buffer {
  if (!reply.ok || typeof reply.value !== 'object' || reply.value === null) return JSON.stringify(reply);
  const text = documentText(reply.value);
  if (text === undefined) return JSON.stringify(reply);
  const others = JSON.stringify({ ...without(reply.value, 'document') }).slice(1);
  const [before, after] = ['{"ok":true,"value":{"document":', `${others === '}' ? '' : ','}${others}}`];
  if (typeof text === 'string') return before + text + after;
  return Buffer.concat([Buffer.from(before), text, Buffer.from(after)]);
}

/** The same object without one of its properties, which is not looked at. */
function without(value: object, name: string): Record<string, unknown> {
  const names = Object.keys(value).filter((key) => key !== name);
  return Object.fromEntries(names.map((key) => [key, (value as Record<string, unknown>)[key]]));
}
