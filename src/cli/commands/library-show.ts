import type { Command } from 'commander';
import type { SpeakerMatch } from '../../contract/voice-calls.ts';
import { coveredMs } from '../../core/timeline/span.ts';
import { t } from '../i18n/translate.ts';
import { readId } from '../job-ids.ts';
import { ask, type HomeFlags } from '../queue-access.ts';
import { formatDuration, formatTable, printable } from '../terminal-text.ts';
import { matchText } from '../voice-lines.ts';

/** Completes `voxlane library show`: who speaks in a document, who they may be, and its alerts. */
export function addLibraryShow(command: Command): void {
  command
    .argument('<id>', t('library.id'))
    .option('--json', t('option.json'))
    .action(async (text: string, flags: HomeFlags & { json?: boolean }) => {
      const id = readId(text, 'library show');
      const { document } = await ask(flags, 'documents.open', { id });
      const { on } = await ask(flags, 'voices.state', {});
      const voices = on ? await ask(flags, 'voices.match', { id }) : undefined;
      const { alerts } = document;
      const speakers = document.speakers.map((speaker) => ({
        id: speaker.id,
        name: speaker.name,
        speech: coveredMs(document.turns.filter((turn) => turn.speaker === speaker.id)),
        ...describeVoice(voices, speaker.id),
      }));
      if (flags.json === true) {
        process.stdout.write(`${JSON.stringify({ job: id, speakers, alerts }, null, 2)}\n`);
        return;
      }
      const columns = (['id', 'name', 'speech', 'voice'] as const).slice(0, on ? 4 : 3);
      const rows = speakers.map(({ id: speaker, name, speech, voice }) =>
        [
          printable(speaker),
          printable(name),
          formatDuration(speech, true),
          voice === undefined ? '' : matchText(voice, id),
        ].slice(0, columns.length),
      );
      process.stdout.write(formatTable([columns.map((column) => t(`library.speakerColumns.${column}`)), ...rows]));
      for (const { severity, message } of alerts) {
        const key = severity === 'info' ? 'result.note' : 'result.warning';
        process.stdout.write(`${t(key, { message: printable(message) })}\n`);
      }
    });
}

function describeVoice(
  voices: readonly SpeakerMatch[] | undefined,
  speaker: string,
): { readonly voice?: SpeakerMatch } {
  const voice = voices?.find((match) => match.speaker === speaker);
  return voice === undefined ? {} : { voice };
}
