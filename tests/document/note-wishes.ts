import type { EditOperation } from '../../src/core/document/edits/operations.ts';
import type { VoxlaneDocument } from '../../src/core/document/types.ts';

/** The operations on what stands beside the text of a document. */
export const NOTE_WISHES = [
  'set-translation-track',
  'set-translation-track',
  'remove-translation',
  'set-cue-translation',
  'set-cue-translation',
  'lock-translations',
  'put-translations',
  'set-class-schema',
  'set-class-schema',
  'remove-class-schema',
  'set-cue-class',
  'put-classes',
  'set-summary',
  'remove-summary',
] as const satisfies readonly EditOperation['kind'][];

const LANGUAGES = ['fr', 'deu'];

/** The operation that a wish for one of them stands for; numbers pick targets among what the document has. */
export function grantNote(
  {
    kind,
    a,
    b,
    c,
    text,
  }: { readonly kind: (typeof NOTE_WISHES)[number] } & Readonly<Record<'a' | 'b' | 'c', number>> & {
      readonly text: string;
    },
  document: VoxlaneDocument,
): unknown {
  const language = LANGUAGES[a % LANGUAGES.length];
  const schema = `s${b % 2}`;
  const label = `l${c % 3}`;
  const from = a % Math.max(1, document.cues.length);
  const cues = document.cues.slice(from, from + 1 + (c % 4));
  const ids = cues.map(({ id }) => id);
  switch (kind) {
    case 'set-translation-track':
      return { kind, language, ...(b % 2 === 0 ? { style: text } : { style: null }) };
    case 'remove-translation':
      return { kind, language };
    case 'set-cue-translation':
      return { kind, cue: ids[0] ?? 'c0', language, lines: b % 4 === 0 ? [] : [text] };
    case 'lock-translations':
      return { kind, cues: ids, language, locked: b % 3 > 0 };
    case 'put-translations': {
      const of = (lines: readonly string[]): string => (b % 5 === 0 ? 'another text' : lines.join('\n'));
      return {
        kind,
        language,
        cues: cues.map(({ id, lines }) => ({ cue: id, of: of(lines), lines: [text], by: 'm', flags: ['too-long'] })),
      };
    }
    case 'set-class-schema': {
      const labels = ['l0', 'l1', 'l2'].slice(0, 2 + (c % 2)).map((id) => ({ id, name: id, meaning: text }));
      return { kind, schema: { id: schema, name: text, question: text, labels } };
    }
    case 'remove-class-schema':
      return { kind, schema };
    case 'set-cue-class':
      return { kind, cues: ids, schema, ...(a % 4 === 0 ? {} : { label }) };
    case 'put-classes':
      return { kind, schema, cues: ids.map((cue) => ({ cue, label, confidence: 0.5, by: 'm' })) };
    case 'set-summary':
      return { kind, summary: { language, text, highlights: [{ startMs: b, endMs: b + c, text }], by: 'm' } };
    case 'remove-summary':
      return { kind, language };
  }
}
