import type {
  ConfirmedVoice,
  EnrolledVoice,
  PersonView,
  Recognised,
  SpeakerMatch,
  VoicesState,
} from '../contract/voice-calls.ts';
import { t } from './i18n/translate.ts';
import { formatDuration, formatTable, printable } from './terminal-text.ts';

/** Whether the voice library is on and what it holds. */
export function stateLine({ on, people, samples }: VoicesState): string {
  return `${t(on ? 'voices.on' : 'voices.off', { people: t('voices.people', { count: people }), samples: t('voices.samples', { count: samples }) })}\n`;
}

/** Everybody the voice library knows. */
export function peopleTable(people: readonly PersonView[]): string {
  if (people.length === 0) return `${t('voices.nobody')}\n`;
  const columns = ['name', 'samples', 'speech', 'models'] as const;
  const rows = people.map((person) => [
    printable(person.name),
    `${person.samples.length}`,
    formatDuration(person.speech, true),
    printable(person.models.join(', ')),
  ]);
  return formatTable([columns.map((column) => t(`voices.columns.${column}`)), ...rows]);
}

/** The samples of one person. */
export function samplesTable({ samples }: PersonView): string {
  const columns = ['recording', 'speech', 'model'] as const;
  const rows = samples.map(({ recording, speech, model }) => [
    printable(recording),
    formatDuration(speech, true),
    printable(model),
  ]);
  return formatTable([columns.map((column) => t(`voices.columns.${column}`)), ...rows]);
}

/** What the voice library says about a speaker, in a few words; with the command that takes a suggestion. */
export function matchText({ band, name, score, doubt, speaker, called }: SpeakerMatch, job: number): string {
  const person = { name: printable(name ?? ''), score: (score ?? 0).toFixed(2) };
  switch (band) {
    case 'sure':
      return called === name
        ? t('voices.sure', person)
        : `${t('voices.sure', person)}; ${t('voices.confirmWith', { job, speaker: printable(speaker) })}`;
    case 'suggest':
      return `${t('voices.maybe', person)}, ${t(`voices.doubt.${doubt ?? 'score'}`)}; ${t('voices.confirmWith', { job, speaker: printable(speaker) })}`;
    case 'unknown':
      return t('voices.unknown');
    case 'no-voice':
      return t('voices.noVoice');
  }
}

/** What became of a stored voice. */
export function enrolledLine(voice: EnrolledVoice): string {
  const name = printable(voice.name);
  const samples = t('voices.samples', { count: voice.samples });
  return `${t(voice.created ? 'voices.created' : 'voices.added', { name, samples, speech: formatDuration(voice.speech, true) })}\n`;
}

/** What became of a match that was right. */
export function confirmedLine(voice: ConfirmedVoice): string {
  return voice.stored ? enrolledLine(voice) : `${t('voices.named', { name: printable(voice.name) })}\n`;
}

/** A doubt about a stored voice, if there is one. */
export function unlikeLine({ unlike, name, likeness }: EnrolledVoice): string {
  return unlike
    ? `${t('result.warning', { message: t('voices.unlike', { name: printable(name), score: (likeness ?? 0).toFixed(2) }) })}\n`
    : '';
}

/** What came of recognising one document. */
export function recognisedLines(outcome: Recognised): string {
  if (outcome.kind === 'failed') {
    return `${t('voices.failed', { id: outcome.id, code: outcome.error.code, what: printable(outcome.error.what) })}\n`;
  }
  const { id, renamed, suggested } = outcome;
  const lines = [
    ...renamed.map(({ speaker, name, score }) =>
      t('voices.renamed', {
        id,
        speaker: printable(speaker),
        name: printable(name ?? ''),
        score: (score ?? 0).toFixed(2),
      }),
    ),
    ...suggested.map((match) =>
      t('voices.suggested', { id, speaker: printable(match.speaker), text: matchText(match, id) }),
    ),
  ];
  return (lines.length === 0 ? [t('voices.nothingNew', { id })] : lines).map((line) => `${line}\n`).join('');
}
