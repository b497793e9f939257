import { AppError } from '../../shared/app-error.ts';
import { NAME_FIELDS } from './snippet-wish.ts';

type NameField = (typeof NAME_FIELDS)[number];

/** Bytes of a name without its extension: file systems take 255, and a temporary name and a number need room. */
const MOST_BYTES = 180;
/** Of one field, so that a long text does not push the others out. */
const MOST_FIELD_CHARACTERS = 60;
/** Names that Windows takes for devices. */
const DEVICE = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\.|$)/iu;

/** Why names cannot be made by a template. */
export type TemplateProblem =
  { readonly kind: 'no-field' } | { readonly kind: 'unknown-field'; readonly field: string };

/** What is wrong with a name template: a field that does not exist, or none at all. */
export function templateProblem(template: string): TemplateProblem | undefined {
  const fields = [...template.matchAll(/\{([^{}]*)\}/gu)].map((match) => match[1] ?? '');
  if (fields.length === 0) return { kind: 'no-field' };
  const field = fields.find((each) => !(NAME_FIELDS as readonly string[]).includes(each));
  return field === undefined ? undefined : { kind: 'unknown-field', field };
}

/** Takes a name template apart. Throws `AppError` `options-invalid` for one with a problem. */
export function readTemplate(template: string): (values: Readonly<Partial<Record<NameField, string>>>) => string {
  const problem = templateProblem(template);
  if (problem !== undefined) {
    throw new AppError('options-invalid', {
      what:
        problem.kind === 'no-field'
          ? 'The name template has no field.'
          : `The name template has an unknown field {${problem.field}}.`,
      meaning: 'Nothing was cut.',
      action: `Fields are ${NAME_FIELDS.map((field) => `{${field}}`).join(', ')}.`,
    });
  }
  return (values) =>
    safeStem(
      template.replace(/\{([^{}]*)\}/gu, (_, field: string) => {
        const value = clean(values[field as NameField] ?? '');
        // Most are short, and taking them apart would be most of the work.
        if (value.length <= MOST_FIELD_CHARACTERS) return value.trim();
        return graphemes(value).slice(0, MOST_FIELD_CHARACTERS).join('').trim();
      }),
    );
}

/**
 * A name that every system takes, whatever was said and however people are called: no folders, devices, hidden files,
 * options, control or direction marks; at most 180 bytes. Never empty.
 */
function safeStem(text: string): string {
  const plain = clean(text)
    .replace(/\s+/gu, ' ')
    .replace(/[ _]*_[ _]*/gu, '_')
    .replace(/^[\s._~-]+|[\s._-]+$/gu, '');
  const stem = firstBytes(plain).replace(/[\s._-]+$/u, '');
  if (stem === '') return 'snippet';
  return DEVICE.test(stem) ? `snippet_${stem}` : stem;
}

/** As much of a text as fits, whole characters only. */
function firstBytes(text: string): string {
  if (ENCODER.encode(text).length <= MOST_BYTES) return text;
  let kept = '';
  let bytes = 0;
  for (const grapheme of graphemes(text)) {
    bytes += ENCODER.encode(grapheme).length;
    if (bytes > MOST_BYTES) break;
    kept += grapheme;
  }
  return kept;
}

/** Gives a name once; a later one that some file system would take for the same gets a number. */
export function uniqueNames(): (stem: string) => string {
  const taken = new Set<string>();
  /** Where to go on counting: everybody's clips may be called like their speaker. */
  const copies = new Map<string, number>();
  return (stem) => {
    const own = folded(stem);
    for (let copy = copies.get(own) ?? 1; ; copy++) {
      const name = copy === 1 ? stem : `${stem}-${copy}`;
      const key = copy === 1 ? own : folded(name);
      if (taken.has(key)) continue;
      taken.add(key);
      copies.set(own, copy + 1);
      return name;
    }
  };
}

/** Alike for names that differ in case, composition or compatible signs. */
export function folded(name: string): string {
  return name.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC');
}

function clean(text: string): string {
  return (
    text
      .normalize('NFC')
      .replace(/[\p{Zl}\p{Zp}\t\n\r]/gu, ' ')
      // Control signs, half characters, and such as turn the reading round.
      .replace(/[\p{C}]/gu, '')
      .replace(/[\\/:*?"<>|]/gu, '_')
  );
}

const ENCODER = new TextEncoder();
/** Made once: that takes longer than taking a line apart. */
const SEGMENTER = new Intl.Segmenter('und', { granularity: 'grapheme' });

function graphemes(text: string): string[] {
  return [...SEGMENTER.segment(text)].map(({ segment }) => segment);
}
