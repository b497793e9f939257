import type { RuleProfile } from '../../cues/profiles.ts';
import { stripMarkup } from '../../document/markup.ts';
import { characterBudget } from './budget.ts';
import { type EncodedLine, encodeLine } from './line-text.ts';
import { promptKeys } from '../../llm/prompt-keys.ts';
import { comparable } from '../../llm/similarity.ts';
import type { SourceLine } from './types.ts';

/** How a person is to be addressed: tu or vous. */
export type Address = 'informal' | 'formal';

/** A cue on its way to a model. */
export interface PreparedLine {
  readonly index: number;
  /** Names it in prompts and answers. */
  readonly key: string;
  readonly source: SourceLine;
  readonly encoded: EncodedLine;
  /** Characters that the translation has room for. */
  readonly room: number;
  /** How the one who is spoken to is addressed, where that is certain. */
  readonly address?: Address | undefined;
  /**
   * `send`: to be translated. `keep`: nothing to translate (music, numbers, an empty cue). `too-long`: no cue is that
   * long; it is not sent. `known`: context for others.
   */
  readonly plan: 'send' | 'keep' | 'too-long' | 'known';
}

/** More than two minutes of speech: such a cue is a broken file, and a call would be paid for nothing. */
const LONGEST_SOURCE = 4000;

/** Makes cues ready: keys, texts without their surroundings, room. */
export function prepareLines(lines: readonly SourceLine[], profile: RuleProfile): PreparedLine[] {
  const keys = promptKeys(lines.map((line) => line.id));
  return lines.map((source, index) => {
    const encoded = encodeLine(source.lines, source.apart);
    return {
      index,
      key: keys[index] ?? source.id,
      source,
      encoded,
      room: characterBudget(source, profile),
      plan: planOf(source, encoded),
    };
  });
}

function planOf({ known }: SourceLine, encoded: EncodedLine): PreparedLine['plan'] {
  if (known !== undefined) return 'known';
  if (encoded.text.length > LONGEST_SOURCE) return 'too-long';
  return hasWords(encoded) ? 'send' : 'keep';
}

/** Whether there is anything to translate: music and numbers stay as they are. */
export function hasWords({ text }: EncodedLine): boolean {
  return /\p{L}/u.test(comparable(stripMarkup(text)));
}
