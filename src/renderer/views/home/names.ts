import type { JobView } from '../../../contract/job-view.ts';
import type { DocumentListing } from '../../../contract/document-calls.ts';

/** The file's name in a path of any system, or the last part of an address. */
export function baseName(path: string): string {
  const parts = path.replace(/[\\/]+$/, '').split(/[\\/]/);
  return parts.at(-1) || path;
}

/** What people call a job. */
export function jobTitle({ title, path }: Pick<JobView, 'title' | 'path'>): string {
  return title ?? baseName(path);
}

export function documentTitle({ title, path }: Pick<DocumentListing, 'title' | 'path'>): string {
  return title ?? baseName(path).replace(/\.[^.]+$/, '');
}

/** Name of a language in another one, e.g. `French`; its code where that has no name. */
export function languageName(code: string, language: string): string {
  try {
    return new Intl.DisplayNames([language], { type: 'language' }).of(code) ?? code;
  } catch {
    return code;
  }
}

/** A file name for an export: the title without what file systems refuse. */
export function exportName(title: string, format: string): string {
  const clean = [...title]
    .map((letter) => (letter < ' ' || '\\/:*?"<>|'.includes(letter) ? '_' : letter))
    .join('')
    .replace(/[. ]+$/, '');
  return `${clean.slice(0, 150) || 'subtitles'}.${format}`;
}

/** A size in the largest unit that leaves a number above 1. */
export function sizeText(bytes: number, language: string): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
  const power = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: units[power] ?? 'byte',
    unitDisplay: 'short',
    maximumFractionDigits: power > 1 ? 1 : 0,
  }).format(bytes / 1000 ** power);
}
