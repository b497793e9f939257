import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';
import type { ClassChoice } from '../core/document/of-classes.ts';
import { parseClassChoice } from '../core/formats/class-choice.ts';
import { parseFrameRate } from '../core/timeline/frame-rate.ts';
import { isLanguageTag } from '../core/sources/source-info.ts';
import type { CaptionsChoice } from '../studio/apply-captions.ts';
import { t } from './i18n/translate.ts';

/** Parser of an option that takes a whole number in a range. */
export function wholeNumber(min: number, max: number): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (/^\d+$/.test(value) && number >= min && number <= max) return number;
    throw invalid(t('error.wholeNumber', { min, max }));
  };
}

/** The same for an option that also takes a word. */
export function wholeNumberOr<Word extends string>(
  word: Word,
  min: number,
  max: number,
): (value: string) => number | Word {
  return wholeNumberOrWords([word], min, max);
}

function wholeNumberOrWords<Word extends string>(
  words: readonly Word[],
  min: number,
  max: number,
): (value: string) => number | Word {
  return (value) => {
    const word = words.find((one) => one === value);
    if (word !== undefined) return word;
    const number = Number(value);
    if (/^\d+$/.test(value) && number >= min && number <= max) return number;
    throw invalid(t('error.wholeNumberOr', { words: words.join(', '), min, max }));
  };
}

/** Parser of an option that takes names separated by commas. */
export function names(value: string): readonly string[] {
  const list = value.split(',').map((name) => name.trim());
  if (list.length <= 64 && list.every((name) => name !== '' && name.length <= 80)) return list;
  throw invalid(t('error.names'));
}

/** Parser of an option that may be given several times. */
export function collected(value: string, before: readonly string[]): readonly string[] {
  if (value !== '' && value.length <= 200 && before.length < 50) return [...before, value];
  throw invalid(t('error.collected'));
}

/** The same for rules that tell names from file names; half a `{word}` would fit no name, and nobody would know why. */
export function rolesRule(value: string, before: readonly string[]): readonly string[] {
  if (/[{}]/.test(value.replaceAll(/\{[^{}]*\}/g, ''))) throw invalid(t('error.rolesPattern'));
  return collected(value, before);
}

/** Parser of an option that takes a number of seconds in a range. */
export function seconds(min: number, max: number): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (/^\d+(?:\.\d+)?$/.test(value) && number >= min && number <= max) return number;
    throw invalid(t('error.seconds', { min, max }));
  };
}

/** Parser of an option that takes a percentage; an error rate may exceed 100. */
export function percentage(value: string): number {
  const number = Number(value);
  if (/^\d+(?:\.\d+)?$/.test(value) && number <= 1000) return number;
  throw invalid(t('evaluate.percent'));
}

/** Parser of an option that takes a frame rate; gives the text back, for whoever counts frames. */
export function frameRate(value: string): string {
  try {
    parseFrameRate(value);
    return value;
  } catch {
    throw invalid(t('error.frameRate'));
  }
}

/** Parser of an option that takes one of a few words. */
export function oneOf(values: readonly string[]): (value: string) => string {
  return (value) => {
    if (values.includes(value)) return value;
    throw invalid(t('error.oneOf', { list: values.join(', ') }));
  };
}

/** Parser of an option that takes some of a few words, separated by commas; order as given, each once. */
export function listOf(values: readonly string[]): (value: string) => readonly string[] {
  return (value) => {
    const items = [...new Set(value.split(',').map((item) => item.trim().toLowerCase()))];
    const wrong = items.find((item) => !values.includes(item));
    if (wrong === undefined) return items;
    throw invalid(t('error.notOneOf', { value: wrong, list: values.join(', ') }));
  };
}

/** Parser of an ISO 639 language code. */
export function languageCode(value: string): string {
  const code = value.toLowerCase();
  if (/^[a-z]{2,3}$/.test(code)) return code;
  throw invalid(t('error.languageCode'));
}

/** Parser of `SCHEMA=LABEL[,LABEL]`. */
export function classChoice(value: string): ClassChoice {
  const choice = parseClassChoice(value);
  if (choice !== undefined) return choice;
  throw invalid(t('error.classChoice'));
}

/** Parser of two or more language codes, separated by commas; each once. */
export function languageCodes(value: string): readonly string[] {
  const codes = [...new Set(value.split(',').map((code) => languageCode(code.trim())))];
  if (codes.length >= 2 && codes.length <= 20) return codes;
  throw invalid(t('error.languageCodes'));
}

/** Parser of one or several languages: `fr`, `fr,tr`. */
export function languageList(value: string): readonly string[] {
  return [...new Set(value.split(',').map((code) => languageCode(code.trim())))];
}

/** Parser of how much doubtful text is heard again: `auto`, `off`, or seconds. */
export const redecodeBudget = wholeNumberOrWords(['auto', 'off'], 1, 86_400);

/** Parser of an option that takes a folder, there or not; an empty text is what an unset shell variable leaves. */
export function folderName(value: string): string {
  if (value !== '') return value;
  throw invalid(t('error.folderEmpty'));
}

/** Parser of an option that takes a folder that must be there. */
export function existingFolder(value: string): string {
  if (value !== '' && statSync(value, { throwIfNoEntry: false })?.isDirectory() === true) return value;
  throw invalid(t('error.folderMissing'));
}

/** Parser of an option that takes a caption file that must be there, or the language of captions. */
export function captionsChoice(value: string): CaptionsChoice {
  const isFile = value !== '' && statSync(value, { throwIfNoEntry: false })?.isFile() === true;
  if (isFile && /\.(?:srt|vtt)$/i.test(value)) return { kind: 'file', path: resolve(value) };
  if (!isFile && isLanguageTag(value)) return { kind: 'language', language: value };
  throw invalid(t('error.captionsFrom'));
}

function invalid(expected: string): InvalidArgumentError {
  return new InvalidArgumentError(expected);
}
