import { joinLines } from '../../cues/text-measure.ts';
import type { GlossaryTerm } from '../../document/notes/glossary-term.ts';
import { hasWrongAddress } from './address.ts';
import { missedTerms } from './glossary.ts';
import { type EncodedLine, LINE_MARK } from './line-text.ts';
import type { Address } from './prepare.ts';
import type { TranslationFlag } from './types.ts';

/** Where a translated line does not keep to what was agreed on for its language. */
export interface WordFaults {
  /** Terms of the glossary that the source says and the translation does not. */
  readonly missed: readonly GlossaryTerm[];
  /** The address that is asked for, where another is said. */
  readonly address: Address | undefined;
}

/** What was agreed on, and between which languages. */
export interface Agreed {
  readonly glossary: readonly GlossaryTerm[];
  readonly source?: string | undefined;
  readonly target: string;
}

/** Flags of a run that are told by `wordFaults` from the texts alone, and so can be told anew at any time. */
export const WORD_FLAGS: ReadonlySet<string> = new Set<TranslationFlag>(['term-missed', 'address-mixed']);

/** What a line breaks of the glossary and of the address that is asked for. `voices`: the translation, one text a voice. */
export function wordFaults(
  line: { readonly encoded: EncodedLine; readonly address?: Address | undefined },
  voices: readonly string[],
  { glossary, source, target }: Agreed,
): WordFaults {
  const from = { text: line.encoded.text, language: source };
  const said = { text: joinLines(voices), language: target };
  const isWrong = line.address !== undefined && hasWrongAddress(said, line.address, from);
  return {
    missed: missedTerms(line.encoded.text, voices.join(` ${LINE_MARK} `), glossary),
    address: isWrong ? line.address : undefined,
  };
}
