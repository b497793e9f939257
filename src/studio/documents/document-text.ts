import type { VoxlaneDocument } from '../../core/document/types.ts';

/** A text, or the same as UTF-8. */
type Json = string | Uint8Array;

const texts = new WeakMap<object, Json>();
const unread = new WeakMap<object, Json>();

/** Remembers the JSON of a document for as long as the document is in memory. Writing a long one takes longer than reading it. */
export function keepText(document: VoxlaneDocument, json: Json): void {
  texts.set(document, json);
}

/**
 * `state` with a document that is read from its JSON only when somebody asks for it, so that it can be passed on without
 * being read. `json` must be what `read` reads.
 */
export function withUnread<State extends object>(
  state: State,
  json: Json,
  read: () => VoxlaneDocument,
): State & { readonly document: VoxlaneDocument } {
  let document: VoxlaneDocument | undefined;
  const whole = Object.defineProperty(state, 'document', { enumerable: true, get: () => (document ??= read()) });
  unread.set(whole, json);
  return whole as State & { readonly document: VoxlaneDocument };
}

/** The JSON of the document of a reply, where it is known without writing it; the document is not read for it. */
export function documentText(reply: object): Json | undefined {
  const early = unread.get(reply);
  if (early !== undefined) return early;
  const document = 'document' in reply ? reply.document : undefined;
  return typeof document === 'object' && document !== null ? texts.get(document) : undefined;
}
