import type { GlossaryTerm } from '../../document/notes/glossary-term.ts';
import type { VoxlaneDocument } from '../../document/types.ts';
import type { CueTranslation } from '../../timeline/cue-notes.ts';
import type { Cue } from '../../timeline/types.ts';
import { type TalkLine, wantedAddress, type WantedAddress } from './address.ts';
import { encodeLine, type EncodedLine, LINE_MARK } from './line-text.ts';
import { type Address, hasWords } from './prepare.ts';
import { NO_RELATIONS } from './relation-sheet.ts';
import { type WordFaults, wordFaults } from './word-faults.ts';

/** What a translated line of a document breaks of its track, and between whom. */
export interface LiveFaults {
  readonly missed: readonly GlossaryTerm[];
  /** What the relation sheet asks for, where another address is said. */
  readonly address: (WantedAddress & { readonly from: string }) | undefined;
}

type Parts = Pick<VoxlaneDocument, 'cues' | 'speakers' | 'language' | 'translations'>;

interface ReadCue {
  readonly encoded: EncodedLine;
  readonly isSilent: boolean;
}

interface Known extends WordFaults {
  readonly glossary: readonly GlossaryTerm[];
  readonly source: string | undefined;
  readonly asked: Address | undefined;
}

const NO_TERMS: readonly GlossaryTerm[] = [];
const NO_FAULTS: LiveFaults = { missed: [], address: undefined };
const READ = new WeakMap<Cue, ReadCue>();
/** By language. */
const FAULTS = new WeakMap<Cue, Map<string, Known>>();

/**
 * Tells of any cue of a document, by its position, what its translation breaks of the glossary and the relation sheet of the
 * language, as a run tells it of its lines. Nothing is worked out before it is asked for; what a cue breaks is remembered
 * while it stays the same object and is asked the same. Cues without a translation break nothing.
 */
export function liveFaults(document: Parts, language: string): (index: number) => LiveFaults {
  const { cues, language: source, translations = [] } = document;
  const track = translations.find((each) => each.language === language);
  const { glossary = NO_TERMS, relations = NO_RELATIONS } = track ?? {};
  if (glossary.length === 0 && relations.relations.length === 0) return () => NO_FAULTS;
  const lineAt = talkOf(document);
  return (index) => {
    const cue = cues[index];
    const translation = cue?.translations?.[language];
    if (cue === undefined || translation === undefined || readOf(cue).isSilent) return NO_FAULTS;
    const wanted = wantedAddress(lineAt, index, relations);
    const { missed, address } = remembered(cue, translation, language, { glossary, source, asked: wanted?.address });
    const from = lineAt(index)?.speaker;
    if (wanted === undefined || address === undefined || from === undefined) return { missed, address: undefined };
    return { missed, address: { ...wanted, from } };
  };
}

/** The lines of a document as they tell who talks to whom. */
function talkOf({ cues, speakers }: Parts): (index: number) => TalkLine | undefined {
  const names = new Map(speakers.map(({ id, name }) => [id, name]));
  const lines: (TalkLine | undefined)[] = [];
  return (index) => {
    const cue = cues[index];
    if (cue === undefined || lines[index] !== undefined) return lines[index];
    const { startMs, endMs } = cue;
    const speaker = cue.speaker === undefined ? undefined : names.get(cue.speaker);
    const { encoded, isSilent } = readOf(cue);
    return (lines[index] = { startMs, endMs, speaker, voices: encoded.voices, isSilent });
  };
}

function readOf(cue: Cue): ReadCue {
  const known = READ.get(cue);
  if (known !== undefined) return known;
  const encoded = encodeLine(cue.lines, cue.lineSpeakers !== undefined);
  const read = { encoded, isSilent: !hasWords(encoded) };
  READ.set(cue, read);
  return read;
}

function remembered(
  cue: Cue,
  translation: CueTranslation,
  language: string,
  asked: Omit<Known, keyof WordFaults>,
): WordFaults {
  let own = FAULTS.get(cue);
  if (own === undefined) FAULTS.set(cue, (own = new Map<string, Known>()));
  const known = own.get(language);
  if (known?.glossary === asked.glossary && known.source === asked.source && known.asked === asked.asked) return known;
  const said = encodeLine(translation.lines, cue.lineSpeakers !== undefined);
  // Two people in a line may talk to each other.
  const address = said.voices > 1 ? undefined : asked.asked;
  const { glossary, source } = asked;
  const agreed = { glossary, source, target: language };
  const found = wordFaults({ encoded: readOf(cue).encoded, address }, said.text.split(LINE_MARK), agreed);
  own.set(language, { ...asked, ...found });
  return found;
}
