import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { saysItsWords } from '../../../../core/document/says-its-words.ts';
import type { VoxlaneDocument } from '../../../../core/document/types.ts';
import type { Cue } from '../../../../core/timeline/types.ts';
import {
  type CueWriter,
  cueWriter,
  type DocumentWriters,
  documentWriters,
} from '../../../../core/writers/document-writers.ts';
import { writerFamily } from '../../../../core/writers/short-name.ts';
import { wordsOfCue } from '../../../state/document/cue-places.ts';
import { queueStore } from '../../../state/queue.ts';
import { useRecogniserNames } from '../../../state/recognisers.ts';
import { useStored } from '../../../state/store.ts';
import { deviceName } from '../../../ui/device-name.ts';
import { editorLayout } from '../layout.ts';
import { useDocument, useSession } from '../session-context.tsx';
import { type Reason, reasonOf } from './reason.ts';

/** A writer of a cue as the page names it. */
export interface WriterMark {
  /** The family of the model. */
  readonly name: string;
  /** Model, form of its weights, device, and why it was not the usual one. */
  readonly label: string;
  readonly origin: CueWriter['origin'];
}

/** Gives the mark of a cue, `undefined` where it is not worth one. The same function until what it depends on changes. */
export type MarkOf = (words: VoxlaneDocument['words'], cue: Cue) => WriterMark | undefined;

/** Marks of cues: of those that another than the main recogniser wrote, or of all where the user wants that. */
export function useWriterMarks(): MarkOf {
  const { t } = useTranslation('writers');
  const words = useDocument((document) => document.words);
  const alerts = useDocument((document) => document.alerts);
  const all = useStored(editorLayout, ({ allWriters }) => allWriters);
  const nameOf = useRecogniserNames();
  const session = useSession();
  const device = useStored(queueStore, ({ queue }) => queue?.jobs.find(({ id }) => id === session.id)?.result?.device);
  const writers = useMemo(() => documentWriters({ words, alerts }), [words, alerts]);
  return useMemo(() => marksOf({ t, writers, all, nameOf, device }), [t, writers, all, nameOf, device]);
}

/** What marks are made from. */
interface MarkParts {
  readonly t: TFunction<'writers'>;
  readonly writers: DocumentWriters;
  readonly all: boolean;
  readonly nameOf: (engine: string) => string;
  /** Where the main recogniser ran. */
  readonly device: string | undefined;
}

/** Works the mark of each cue out once. */
function marksOf(parts: MarkParts): MarkOf {
  const { t, writers, all } = parts;
  const marks = new Map<string, WriterMark>();
  const markOf = (writer: CueWriter): WriterMark => {
    const key = `${writer.origin} ${writer.engine ?? ''}`;
    const known = marks.get(key) ?? {
      name: nameIn(writer, { remote: t('remote'), none: t('timingOnly') }),
      label: labelOf(writer, parts),
      origin: writer.origin,
    };
    marks.set(key, known);
    return known;
  };
  const found = new WeakMap<Cue, { readonly mark: WriterMark | undefined }>();
  return (words, cue) => {
    const known = found.get(cue);
    if (known !== undefined) return known.mark;
    const own = wordsOfCue({ words }, cue);
    const writer = cueWriter(cue, own, writers);
    const isShown = writer !== undefined && (all || (writer.isNews && saysItsWords(cue, own)));
    const mark = isShown ? markOf(writer) : undefined;
    found.set(cue, { mark });
    return mark;
  };
}

function labelOf(
  { engine, origin }: CueWriter,
  { t, nameOf, device, writers: { substitutes, main } }: MarkParts,
): string {
  if (engine === undefined) return t('timingOnlyHint');
  const why = substitutes.get(engine);
  const model = nameOf(engine);
  const on = why?.device ?? (origin === 'main' ? device : undefined);
  const by = on === undefined ? t('writtenBy', { model }) : t('writtenByOn', { model, device: deviceName(on) });
  if (why !== undefined) {
    const { key, values } = reasonOf(why, nameOf);
    return `${by}, ${t(WHY[key], { ...values, reason: why.reason })}`;
  }
  if (origin === 'second') return `${by}, ${t('secondOpinion')}`;
  return origin === 'other' && main !== undefined ? `${by}, ${t('otherModel', { main: nameOf(main) })}` : by;
}

const WHY: Readonly<Record<Reason, 'whyMemory' | 'whyGpuMemory' | 'whyDevice' | 'whyOther'>> = {
  memory: 'whyMemory',
  gpuMemory: 'whyGpuMemory',
  device: 'whyDevice',
  other: 'whyOther',
};

function nameIn({ engine }: CueWriter, texts: { readonly remote: string; readonly none: string }): string {
  if (engine === undefined) return texts.none;
  const family = writerFamily(engine);
  return family.kind === 'remote' ? texts.remote : family.name;
}
