import type { ClassSchema } from '../../document/notes/class-schema.ts';
import type { VoxlaneDocument } from '../../document/types.ts';
import { coveredMs } from '../../timeline/span.ts';
import type { Cue } from '../../timeline/types.ts';

/** How much of a document is in a class. */
export interface ClassTotal {
  /** Id of a label; absent for cues in no class. */
  readonly label?: string;
  /** Shown name; absent where it is not known, and in the totals of all speakers. */
  readonly speaker?: string;
  readonly character?: string;
  readonly cues: number;
  /** Time that the cues cover, milliseconds. */
  readonly timeMs: number;
}

/** Totals of each label, then of each speaker and character in it, in the order of the schema and of first cues. */
export function classTotals(
  { cues, speakers }: Pick<VoxlaneDocument, 'cues' | 'speakers'>,
  { id, labels }: ClassSchema,
): { readonly labels: readonly ClassTotal[]; readonly speakers: readonly ClassTotal[] } {
  const names = new Map(speakers.map((speaker) => [speaker.id, speaker.name]));
  const inLabel = (label: string | undefined): Cue[] => cues.filter(({ classes }) => classes?.[id]?.label === label);
  const groups = [...labels.map((label) => label.id), undefined].map((label) => ({ label, cues: inLabel(label) }));
  const said = (label: string | undefined) => (label === undefined ? {} : { label });
  return {
    labels: groups
      .filter(({ label, cues: own }) => label !== undefined || own.length > 0)
      .map(({ label, cues: own }) => ({ ...said(label), ...totalOf(own) })),
    speakers: groups.flatMap(({ label, cues: own }) => {
      const parts = new Map<string, Cue[]>();
      for (const cue of own) {
        const key = JSON.stringify([cue.speaker, cue.classes?.[id]?.character]);
        parts.set(key, parts.get(key) ?? []);
        parts.get(key)?.push(cue);
      }
      return [...parts.values()].map((part) => {
        const speaker = names.get(part[0]?.speaker ?? '');
        const character = part[0]?.classes?.[id]?.character;
        return {
          ...said(label),
          ...(speaker === undefined ? {} : { speaker }),
          ...(character === undefined ? {} : { character }),
          ...totalOf(part),
        };
      });
    }),
  };
}

function totalOf(cues: readonly Cue[]): Pick<ClassTotal, 'cues' | 'timeMs'> {
  return { cues: cues.length, timeMs: coveredMs(cues) };
}
