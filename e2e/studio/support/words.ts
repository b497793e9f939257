import type { Page } from '@playwright/test';
import { en, type Subject } from '../../../src/renderer/i18n/texts.ts';
import type { PageTexts } from './screens.ts';

/** Everything on the page that somebody reads or hears: texts, names, hints, placeholders. */
export function wordsShown(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found = new Set<string>();
    const add = (text: string | null): void => void (text?.trim() && found.add(text.trim().replace(/\s+/gu, ' ')));
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const element = node instanceof Element ? node : node.parentElement;
      if (element === null || !element.checkVisibility() || element.closest('script, style, pre, kbd') !== null)
        continue;
      if (node instanceof Text) add(node.data);
      else for (const name of ['aria-label', 'title', 'placeholder', 'alt']) add(element.getAttribute(name));
    }
    return [...found];
  });
}

interface Pattern {
  readonly key: string;
  readonly regex: RegExp;
}

function patternsOf(texts: PageTexts): readonly Pattern[] {
  return (Object.keys(texts) as Subject[]).flatMap((subject) =>
    Object.entries<string>(texts[subject]).flatMap(([key, text]) => {
      const plain = text.replace(/\{\{.*?\}\}/gu, '');
      if (!/\p{L}/u.test(plain)) return [];
      const parts = text.split(/\{\{.*?\}\}/u).map((part) => part.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&'));
      return [{ key: `${subject}:${key}`, regex: new RegExp(`^${parts.join('(.*)').trim()}$`, 'u') }];
    }),
  );
}

/**
 * What of these words is not in the language of `texts`: `english` where it is one of the page's English texts,
 * `unknown` where it is none of the page's texts at all. Words that both languages share count as translated.
 */
export function untranslated(
  words: readonly string[],
  texts: PageTexts,
  isData: (text: string) => boolean,
): { readonly english: string[]; readonly unknown: string[] } {
  const own = patternsOf(texts);
  const english = patternsOf(en);
  const found = { english: [] as string[], unknown: [] as string[] };
  const isOwn = (text: string): boolean => own.some(({ regex }) => regex.test(text));
  // Several texts in a line are told apart by a dot; some texts have one themselves.
  for (const part of words.flatMap((each) => (isOwn(each) ? [] : each.split(' · ')))) {
    if (!/\p{L}{3}/u.test(part) || isData(part) || isOwn(part.replace(/\s?: \d+$/u, ''))) continue;
    const key = english.find(({ regex }) => regex.test(part))?.key;
    if (key === undefined) found.unknown.push(part);
    else found.english.push(`${part} (${key})`);
  }
  return found;
}
