import type { VoxlaneDocument } from '../../core/document/types.ts';

const texts = new WeakMap<object, string>();

/** Remembers the JSON of a document for as long as the document is in memory. Writing a long one takes longer than reading it. */
export function keepText(document: VoxlaneDocument, json: string): void {
  texts.set(document, json);
}

/** The JSON of a document, where it is known without writing it. */
export function knownText(document: unknown): string | undefined {
  return typeof document === 'object' && document !== null ? texts.get(document) : undefined;
}
