import { type Command, InvalidArgumentError } from 'commander';
import { libraryHome } from '../../studio/folders.ts';
import { hasLibrary } from '../../studio/has-library.ts';
import { requireYes, type YesFlags } from '../ask-yes.ts';
import { EXIT, exitCodeOf } from '../exit-codes.ts';
import { t } from '../i18n/translate.ts';
import { readId, readIds } from '../job-ids.ts';
import { folderName } from '../option-values.ts';
import { ask, type HomeFlags } from '../queue-access.ts';
import { printable } from '../terminal-text.ts';
import {
  confirmedLine,
  enrolledLine,
  peopleTable,
  recognisedLines,
  samplesTable,
  stateLine,
  unlikeLine,
} from '../voice-lines.ts';

interface JsonFlags extends HomeFlags {
  readonly json?: boolean;
}
interface SpeakerOf {
  readonly id: number;
  readonly speaker: string;
}

/** Adds `voxlane voices` and its commands. */
export function addVoices(program: Command): void {
  const voices = program.command('voices').description(t('voices.description'));
  const sub = (name: string, text: string): Command =>
    voices.command(name).description(text).option('--home <folder>', t('queue.home'), folderName);
  const yes = (command: Command): Command => command.option('--yes', t('voices.yes'));
  addSwitches(sub, yes);
  addPeople(sub);
  sub('add', t('voices.add'))
    .argument('<name>', t('voices.name'))
    .requiredOption('--from <job:speaker>', t('voices.from'), readSpeaker)
    .action(async (name: string, { from, ...flags }: HomeFlags & { from: SpeakerOf }) => {
      const enrolled = await ask(flags, 'voices.add', { name, ...from });
      print(enrolledLine(enrolled));
      process.stderr.write(unlikeLine(enrolled));
    });
  sub('confirm', t('voices.confirm'))
    .argument('<job:speaker...>', t('voices.from'), collectSpeakers)
    .action(async (speakers: SpeakerOf[], flags: HomeFlags) => {
      for (const speaker of speakers) print(confirmedLine(await ask(flags, 'voices.confirm', speaker)));
    });
  sub('recognise', t('voices.recognise'))
    .argument('<id...>', t('library.id'))
    .option('--json', t('option.json'))
    .action(async (ids: string[], flags: JsonFlags) => {
      const outcomes = await ask(flags, 'voices.recognise', { ids: readIds(ids, 'voices') });
      print(flags.json === true ? json(outcomes) : outcomes.map(recognisedLines).join(''));
      const failed = outcomes.flatMap((outcome) => (outcome.kind === 'failed' ? [outcome.error.code] : []));
      const [first] = failed;
      if (first !== undefined) process.exitCode = failed.length < outcomes.length ? EXIT.partial : exitCodeOf(first);
    });
}

type Sub = (name: string, text: string) => Command;

/** On, off and away. */
function addSwitches(sub: Sub, yes: (command: Command) => Command): void {
  sub('status', t('voices.status'))
    .option('--json', t('option.json'))
    .action(async (flags: JsonFlags) => {
      const state = hasLibrary(libraryHome(flags.home))
        ? await ask(flags, 'voices.state', {})
        : { on: false, people: 0, samples: 0 };
      print(flags.json === true ? json(state) : stateLine(state));
    });
  yes(sub('enable', t('voices.enable'))).action(async (flags: HomeFlags & YesFlags) => {
    const { version, paragraphs } = await ask(flags, 'voices.consent', {});
    const text = paragraphs.map((paragraph) => printable(paragraph)).join('\n\n');
    await requireYes(`${text}\n`, flags, 'voices enable');
    print(stateLine(await ask(flags, 'voices.enable', { textVersion: version })));
  });
  yes(sub('disable', t('voices.disable')))
    .option('--keep', t('voices.keep'))
    .action(async (flags: HomeFlags & YesFlags & { keep?: boolean }) => {
      const keep = flags.keep === true;
      if (!keep) await requireYes(await deletionText(flags), flags, 'voices disable');
      print(stateLine(await ask(flags, 'voices.disable', { keep })));
    });
  yes(sub('delete-all', t('voices.deleteAll'))).action(async (flags: HomeFlags & YesFlags) => {
    await requireYes(await deletionText(flags), flags, 'voices delete-all');
    print(stateLine(await ask(flags, 'voices.deleteAll', {})));
  });
}

/** Who is known. */
function addPeople(sub: Sub): void {
  sub('list', t('voices.list'))
    .option('--json', t('option.json'))
    .action(async (flags: JsonFlags) => {
      const people = await ask(flags, 'voices.list', {});
      print(flags.json === true ? json(people) : peopleTable(people));
    });
  sub('show', t('voices.show'))
    .argument('<name>', t('voices.name'))
    .option('--json', t('option.json'))
    .action(async (name: string, flags: JsonFlags) => {
      const person = await ask(flags, 'voices.show', { name });
      print(flags.json === true ? json(person) : samplesTable(person));
    });
  sub('rename', t('voices.rename'))
    .argument('<name>', t('voices.name'))
    .argument('<to>', t('voices.to'))
    .action(async (name: string, to: string, flags: HomeFlags) => {
      print(peopleTable([await ask(flags, 'voices.rename', { name, to })]));
    });
  sub('merge', t('voices.merge'))
    .argument('<from>', t('voices.name'))
    .argument('<into>', t('voices.name'))
    .action(async (from: string, into: string, flags: HomeFlags) => {
      print(peopleTable([await ask(flags, 'voices.merge', { from, into })]));
    });
  sub('remove', t('voices.remove'))
    .argument('<name>', t('voices.name'))
    .action(async (name: string, flags: HomeFlags) => {
      const removed = await ask(flags, 'voices.remove', { name });
      const samples = t('voices.samples', { count: removed.samples });
      print(`${t('voices.removed', { name: printable(removed.name), samples })}\n`);
    });
}

async function deletionText(flags: HomeFlags): Promise<string> {
  const { people, samples } = await ask(flags, 'voices.state', {});
  const counts = { people: t('voices.people', { count: people }), samples: t('voices.samples', { count: samples }) };
  return t('voices.deletes', counts);
}

function readSpeaker(text: string): SpeakerOf {
  const [, id, speaker] = /^(\d+):(.+)$/.exec(text) ?? [];
  if (id === undefined || speaker === undefined) throw new InvalidArgumentError(t('voices.badSpeaker'));
  return { id: readId(id), speaker };
}

function collectSpeakers(text: string, before: readonly SpeakerOf[] | undefined): SpeakerOf[] {
  return [...(before ?? []), readSpeaker(text)];
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function print(text: string): void {
  process.stdout.write(text);
}
