import { AppError } from '../../shared/app-error.ts';
import { type Bilingual, inLanguage, isTranslated } from '../document/in-language.ts';
import { type ClassChoice, ofClasses } from '../document/of-classes.ts';
import type { VoxlaneDocument } from '../document/types.ts';
import { fileInLanguage } from '../stages/translate/file-in-language.ts';
import type { Loss } from './codec.ts';
import { countOf, LossLedger } from './loss-ledger.ts';

/** Which part of a document is written, and in which language. Everything is optional. */
export interface ViewOptions {
  /** One it is translated to; cues that are not hold the source text. Default: as it was spoken. */
  readonly language?: string;
  /** Both texts in a cue: the translation above or below the source text. Needs `language`. */
  readonly bilingual?: Bilingual;
  /** Only cues of these classes. */
  readonly classes?: ClassChoice;
  /** With `classes`: characters are the speakers of what they say. */
  readonly characters?: boolean;
}

/** A part of a document as a document, and what it does not hold. */
export interface DocumentView {
  readonly document: VoxlaneDocument;
  readonly losses: readonly Loss[];
}

/**
 * The document that is to be written; the one given, without losses, when nothing is asked for. Pure. Throws `AppError`
 * `options-invalid` for a language it is not translated to, and for a class schema or label that it does not have.
 */
export function viewOf(document: VoxlaneDocument, options: ViewOptions): DocumentView {
  const { language, bilingual, classes, characters } = options;
  if (bilingual !== undefined && language === undefined) {
    throw invalid(
      'Subtitles in two languages were asked for without the second one.',
      'Say which language to translate to.',
    );
  }
  if (characters === true && classes === undefined) {
    throw invalid('Characters were asked for without the classes that tell them.', 'Say which classes to write.');
  }
  const ledger = new LossLedger();
  let view = document;
  if (classes !== undefined) view = chosen(view, classes, characters, ledger);
  if (language !== undefined) view = translated(view, language, bilingual, ledger);
  return { document: view, losses: ledger.list() };
}

function chosen(
  document: VoxlaneDocument,
  classes: ClassChoice,
  characters: boolean | undefined,
  ledger: LossLedger,
): VoxlaneDocument {
  const { classSchemas = [], cues } = document;
  const schema = classSchemas.find(({ id }) => id === classes.schema);
  if (schema === undefined) {
    const known = classSchemas.map(({ id }) => id).join(', ');
    const action = known === '' ? 'Classify the document first.' : `Choose one of: ${known}.`;
    throw invalid(`The document is not sorted by ${JSON.stringify(classes.schema)}.`, action);
  }
  const labels = schema.labels.map(({ id }) => id);
  const odd = classes.labels.find((label) => !labels.includes(label));
  if (odd !== undefined || classes.labels.length === 0) {
    const what = odd === undefined ? 'No label was named' : `There is no label ${JSON.stringify(odd)}`;
    throw invalid(`${what} in ${JSON.stringify(schema.id)}.`, `Choose some of: ${labels.join(', ')}.`);
  }
  const part = ofClasses(document, classes, { characters });
  const left = cues.length - part.cues.length;
  ledger.add(
    'filtered-cues',
    left,
    (count) =>
      `${countOf(count, 'cue')} of other classes left out, with what is said in ${count === 1 ? 'it' : 'them'}.`,
  );
  return part;
}

function translated(
  document: VoxlaneDocument,
  language: string,
  bilingual: Bilingual | undefined,
  ledger: LossLedger,
): VoxlaneDocument {
  const languages = (document.translations ?? []).map((track) => track.language);
  if (!languages.includes(language)) {
    if (language === document.language && bilingual === undefined) return document;
    const action = languages.length === 0 ? 'Translate the document first.' : `Choose one of: ${languages.join(', ')}.`;
    throw invalid(`The document is not translated to ${JSON.stringify(language)}.`, action);
  }
  const { cues, words } = document;
  const done = cues.filter(({ translations }) => isTranslated(translations?.[language])).length;
  const silent = cues.filter(({ lines }) => lines.length === 0).length;
  ledger.add(
    'untranslated',
    Math.max(0, cues.length - silent - done),
    (count) => `${countOf(count, 'cue')} without a translation hold the source text.`,
  );
  if (bilingual === undefined) {
    ledger.add('source-text', done, (count) => `The source text of ${countOf(count, 'cue')} not written.`);
  }
  const others = cues
    .flatMap(({ translations = {} }) => Object.keys(translations))
    .filter((other) => other !== language);
  ledger.add('translations', others.length, otherTranslations);
  ledger.add(
    'words',
    words.length,
    (count) => `${countOf(count, 'word')} not written, nor their times and confidence.`,
  );
  return bilingual === undefined ? fileInLanguage(document, language) : inLanguage(document, language, bilingual);
}

function otherTranslations(count: number): string {
  return `${countOf(count, 'translation')} of cues to other languages not written.`;
}

function invalid(what: string, action: string): AppError {
  return new AppError('options-invalid', { what, meaning: 'Nothing was written.', action });
}
