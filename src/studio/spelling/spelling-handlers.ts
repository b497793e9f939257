import type { Speller } from '../../platform/spelling/speller.ts';
import type { HandlerContext, HandlersOf } from '../handlers.ts';
import { readSettings, setSetting } from '../settings/settings.ts';

/** The calls about spelling. */
export const spellingHandlers: HandlersOf<'spelling'> = {
  async 'spelling.check'({ language, words }, context) {
    const misspelt = await asked(context, language, (speller) => speller.misspelt(words));
    if (misspelt === undefined) return { kind: 'no-dictionary' };
    const own = new Set(ownWords(context).map(bare));
    return { kind: 'checked', misspelt: misspelt.filter((word) => !own.has(bare(word))) };
  },
  'spelling.suggest': async ({ language, word }, context) =>
    (await asked(context, language, (speller) => speller.suggest(word))) ?? [],
  'spelling.learn'({ word, known }, context) {
    const others = ownWords(context).filter((own) => bare(own) !== bare(word));
    return setSetting(context.library, 'ownWords', known ? [...others, word] : others).values.ownWords;
  },
};

/** A speller whose thread has died is opened anew for the next question. */
async function asked<Answer>(
  { library }: HandlerContext,
  language: string,
  ask: (speller: Speller) => Promise<Answer>,
): Promise<Answer | undefined> {
  const speller = await library.spelling.of(language);
  if (speller === undefined) return undefined;
  try {
    return await ask(speller);
  } catch (error) {
    await library.spelling.forget(language);
    throw error;
  }
}

function ownWords({ library }: HandlerContext): readonly string[] {
  return readSettings(library).values.ownWords;
}

/** Capitals, and the kind of apostrophe, make no other word. */
function bare(word: string): string {
  return word.normalize('NFC').replaceAll('\u2019', "'").toLowerCase();
}
