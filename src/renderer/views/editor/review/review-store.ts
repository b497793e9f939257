import { findProfile, RULE_PROFILES, type RuleProfile } from '../../../../core/cues/profiles.ts';
import type { VoxlaneDocument } from '../../../../core/document/types.ts';
import type { Doubt } from '../../../../core/doubts/doubt.ts';
import type { QualityFinding } from '../../../../core/quality/finding.ts';
import { isWordCode } from '../../../../core/quality/word-findings.ts';
import type { StudioApi } from '../../../../contract/studio-api.ts';
import type { DocumentSession } from '../../../state/document/session.ts';
import { tellError } from '../../../state/notices.ts';
import { settingsStore } from '../../../state/settings.ts';
import { store } from '../../../state/store.ts';
import { checkedLanguages, targetLanguages } from '../translation/target-languages.ts';
import { ReviewLetters, type ReviewPiece, ReviewPieces, transferOf } from './review-letters.ts';
import { SpellingDesk, type SpellingState } from './spelling-desk.ts';

/** What is to be looked at in the open document. A moment behind it while somebody types. */
export interface Review {
  /** False until the document was looked at for the first time. */
  readonly ready: boolean;
  readonly profile: RuleProfile;
  /** Strongest first. */
  readonly doubts: readonly Doubt[];
  /** By cue, those of its text first; then by rank. */
  readonly findings: readonly QualityFinding[];
  /** Those of texts, not of translations. */
  readonly findingsOfCue: ReadonlyMap<string, readonly QualityFinding[]>;
  /** Where translations do not keep to their glossary and relation sheet, by language and cue: see `lineKey`. */
  readonly wordsOfLine: ReadonlyMap<string, readonly QualityFinding[]>;
  /** Ids of cues with a doubt. */
  readonly doubtfulCues: ReadonlySet<string>;
  readonly spelling: SpellingState;
}

const STANDARD = RULE_PROFILES[0];
const EMPTY: Omit<Review, 'profile'> = {
  ready: false,
  doubts: [],
  findings: [],
  findingsOfCue: new Map(),
  wordsOfLine: new Map(),
  doubtfulCues: new Set(),
  spelling: 'off',
};
/** Long enough that typing is not held up, short enough to look live. */
const REST_MS = 250;

export const review = store<Review>({ profile: STANDARD, ...EMPTY });

/** Checks against another profile from now on. */
export function chooseProfile(id: string): void {
  const profile = findProfile(id);
  if (profile !== undefined) review.setState({ profile });
}

let desk: SpellingDesk | undefined;

/** Takes a word of the open document for right from now on. Throws what `spelling.learn` throws. */
export async function learnWord(word: string): Promise<void> {
  await desk?.learn(word);
}

/** Keeps the review of an open document up to date, worked out beside the page; returns the function that stops it. */
export function followReview(session: DocumentSession, api: StudioApi): () => void {
  review.setState({ profile: findProfile(session.document.profile) ?? STANDARD, ...EMPTY });
  const worker = new Worker(new URL('./review-worker.ts', import.meta.url), { type: 'module' });
  const letters = new ReviewLetters();
  const pieces = new ReviewPieces();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let seen: VoxlaneDocument | undefined;
  const spelling = new SpellingDesk(
    api,
    (letter) => worker.postMessage(letter),
    (state) => review.setState({ spelling: state }),
  );
  desk = spelling;
  const look = (): void => {
    const { document, conflicts } = session.state.getState();
    seen = document;
    spelling.use(settingsStore.getState().values?.spellCheck === false ? undefined : document.language);
    const { profile } = review.getState();
    const letter = letters.write(document, { profile: profile.id, conflicts, languages: checkedLanguages(document) });
    worker.postMessage(letter, transferOf(letter));
  };
  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(look, REST_MS);
  };
  worker.onmessage = ({ data }: MessageEvent<ReviewPiece>) => {
    const answer = pieces.add(data);
    if (answer === undefined || !letters.isNewest(answer.letter)) return;
    review.setState(indexed(answer));
    void spelling.take(answer.unchecked);
  };
  worker.onerror = (event) => tellError(new Error(event.message));
  const stopDocument = session.state.subscribe(({ document }) => {
    if (document !== seen) later();
  });
  const stopProfile = review.subscribe((now, before) => {
    if (now.profile !== before.profile) later();
  });
  const stopLanguages = targetLanguages.subscribe(later);
  const stopSettings = settingsStore.subscribe((now, before) => {
    if (now.values?.spellCheck !== before.values?.spellCheck) later();
  });
  // Packing a long document takes longer than a frame: its cues are shown first.
  later();
  return () => {
    clearTimeout(timer);
    worker.terminate();
    stopDocument();
    stopProfile();
    stopLanguages();
    stopSettings();
    if (desk === spelling) desk = undefined;
    // What a dictionary still answers is said of this document.
    spelling.use(undefined);
    review.setState(EMPTY);
  };
}

/** What was found, by cue. */
export function indexed({
  findings,
  doubts,
}: Pick<Review, 'findings' | 'doubts'>): Omit<Review, 'profile' | 'spelling'> {
  const findingsOfCue = new Map<string, QualityFinding[]>();
  const wordsOfLine = new Map<string, QualityFinding[]>();
  for (const finding of findings) {
    const { cue, language } = finding;
    if (language === undefined) push(findingsOfCue, cue, finding);
    else if (isWordCode(finding.code)) push(wordsOfLine, lineKey(cue, language), finding);
  }
  const doubtfulCues = new Set(doubts.flatMap(({ cue }) => (cue === undefined ? [] : [cue])));
  return { ready: true, doubts, findings, findingsOfCue, wordsOfLine, doubtfulCues };
}

/** Names a cue in a language. */
export function lineKey(cue: string, language: string): string {
  return `${language} ${cue}`;
}

function push(lists: Map<string, QualityFinding[]>, key: string, finding: QualityFinding): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [finding]);
  else list.push(finding);
}
