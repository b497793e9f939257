import type { ClassSchema } from '../../document/notes/class-schema.ts';
import type { ClassRecord } from './batch-record.ts';
import type { Cast } from './cast.ts';
import type { PreparedClassLine } from './prepare.ts';
import type { ClassifiedLine } from './types.ts';

const LONGEST_ENGINE = 200;

/** The classes of the asked lines: names spelled alike, and the schema's `otherwise` where no answer came. */
export function finishClasses(
  all: readonly PreparedClassLine[],
  records: readonly ClassRecord[],
  { otherwise }: ClassSchema,
  cast: Cast,
): ClassifiedLine[] {
  const answers = new Map(
    records.flatMap(({ lines, by }) => lines.map((line) => [line.key, { ...line, by }] as const)),
  );
  return all
    .filter(({ asked }) => asked)
    .map(({ id, key, speaker }): ClassifiedLine => {
      const answer = answers.get(key);
      if (answer === undefined) return { id };
      const { label, confidence, character, evidence, flag } = answer;
      const by = answer.by.slice(0, LONGEST_ENGINE);
      const flagged = flag === undefined ? {} : { flag };
      if (label === undefined)
        return {
          id,
          ...(otherwise === undefined ? {} : { class: { label: otherwise, confidence: 0, by } }),
          ...flagged,
        };
      return {
        id,
        class: {
          label,
          ...(character === undefined ? {} : { character: cast.add(speaker, character) }),
          ...(confidence === undefined ? {} : { confidence }),
          ...(evidence === undefined ? {} : { evidence }),
          by,
        },
        ...flagged,
      };
    });
}
