import { Copy, Download, FileAudio, GripVertical, Hourglass } from 'lucide-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FORMAT_IDS } from '../../../../core/formats/codec.ts';
import { requireCodec } from '../../../../core/formats/registry.ts';
import type { ExportOptions as WrittenOptions } from '../../../../core/formats/write-in-chunks.ts';
import { useHost } from '../../../client/studio-context.tsx';
import { useAnswerTo } from '../../../client/use-answer.ts';
import { runCommand } from '../../../commands/command-table.ts';
import { tell, tellError } from '../../../state/notices.ts';
import { useStored } from '../../../state/store.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { percentText } from '../../../ui/time.ts';
import { review } from '../review/review-store.ts';
import { useDocument, useOpen } from '../session-context.tsx';
import {
  type ExportChoice,
  fileNameOf,
  FINISHED_OR_NOT,
  type FormatId,
  rememberChoice,
  rememberedChoice,
  writeOptionsOf,
} from './export-choice.ts';
import { ExportOptions } from './export-options.tsx';
import { ExportPreview } from './export-preview.tsx';
import { FormatList } from './format-list.tsx';
import { useWriter } from './use-writer.ts';
import { filesOf, nameTagOf, type ViewChoice, viewOptionsOf, WHOLE } from './view-choice.ts';
import { ViewOptions } from './view-options.tsx';

/** Files of a document: which formats, how written, what they cannot hold, and where they go. */
export function ExportDialog({ onClose }: { readonly onClose: () => void }) {
  const { t, i18n } = useTranslation('exporting');
  const host = useHost();
  const write = useWriter();
  const progress = useOpen((open) => open.unfinished?.progress);
  const isUnfinished = progress !== undefined;
  const recording = useDocument((document) => document.source?.title ?? document.media.name);
  const [choice, setChoice] = useState<ExportChoice>(() => rememberedChoice());
  const [view, setView] = useState<ViewChoice>(WHOLE);
  const [saving, setSaving] = useState(false);
  const isOffered = (format: FormatId): boolean => !isUnfinished || FINISHED_OR_NOT.includes(format);
  const shown = isOffered(choice.shown) ? choice.shown : 'srt';
  const kept = choice.formats.filter(isOffered);
  const left = choice.formats.filter((format) => !isOffered(format));
  const formats = kept.length === 0 && left.length > 0 ? [shown] : kept;
  const profile = useStored(review, (state) => state.profile);
  const optionsOf = (format: FormatId, part: ViewChoice = view) => ({
    ...writeOptionsOf(format, choice, profile),
    ...viewOptionsOf(format, part),
  });
  const asked = JSON.stringify(optionsOf(shown));
  const preview = useAnswerTo(
    useCallback((signal) => write(shown, JSON.parse(asked) as WrittenOptions, signal), [write, shown, asked]),
  );
  const change = (part: Partial<ExportChoice>): void => {
    const next = { ...choice, ...part };
    rememberChoice(next);
    setChoice(next);
  };
  const nameOf = (format: FormatId, part: ViewChoice = view): string =>
    fileNameOf(
      recording,
      requireCodec(format).extensions[0] ?? format,
      [nameTagOf(format, part), isUnfinished ? 'partial' : ''].filter((tag) => tag !== '').join('.'),
    );
  const files = formats.flatMap((format) => filesOf(format, view).map((part) => ({ format, part })));
  // Only an answer to the options that are set now is what would be written.
  const text = preview.busy ? undefined : preview.value?.text;

  const save = async (): Promise<void> => {
    setSaving(true);
    try {
      const names: string[] = [];
      for (const { format, part } of files) {
        const written = await write(format, optionsOf(format, part));
        const saved = await host.saveText({ name: nameOf(format, part), text: written.text });
        if (saved !== undefined) names.push(saved);
      }
      if (names.length === 0) return;
      tell({ tone: 'info', text: t('saved', { count: names.length, names: names.join(', ') }) });
      onClose();
    } catch (error) {
      tellError(error);
    } finally {
      setSaving(false);
    }
  };
  const copy = async (): Promise<void> => {
    if (text === undefined) return;
    await navigator.clipboard.writeText(text.replace(/^\uFEFF/, ''));
    tell({ tone: 'info', text: t('copied') });
  };
  const [only] = formats;
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('title')}
      wide
      footer={
        <>
          {!isUnfinished && (
            <Button
              icon={FileAudio}
              className="mr-auto"
              onClick={() => {
                onClose();
                runCommand('snippets.export');
              }}
            >
              {t('snippets')}
            </Button>
          )}
          <Button
            icon={GripVertical}
            draggable={text !== undefined}
            disabled={text === undefined}
            className="cursor-grab"
            onDragStart={(event) =>
              text !== undefined && host.dragOut({ name: nameOf(shown), text }, event.nativeEvent)
            }
          >
            {t('drag')}
          </Button>
          <Button icon={Copy} disabled={text === undefined} onClick={() => void copy().catch(tellError)}>
            {t('copy')}
          </Button>
          <Button tone="primary" icon={Download} disabled={saving || formats.length === 0} onClick={() => void save()}>
            {files.length === 1 && only !== undefined
              ? t('saveOne', { format: t(`name_${only}`) })
              : t('saveMany', { count: files.length })}
          </Button>
        </>
      }
    >
      {isUnfinished && (
        <p className="mb-4 flex items-center gap-2 rounded-md bg-doubt-soft px-3 py-2 text-sm">
          <Hourglass size={16} aria-hidden className="shrink-0 text-doubt" />
          {t('unfinished', { percent: percentText(Math.floor(progress * 100) / 100, i18n.language) })}
        </p>
      )}
      <div className="grid gap-4 md:grid-cols-[minmax(0,20rem)_minmax(0,1fr)]">
        <div className="flex flex-col gap-4">
          <FormatList
            offered={FORMAT_IDS.filter(isOffered)}
            formats={formats}
            shown={shown}
            onShow={(format) => change({ shown: format, ...(formats.length <= 1 ? { formats: [format] } : {}) })}
            onFormats={(next) => change({ formats: [...left, ...next] })}
          />
          <ViewOptions choice={view} onChange={setView} />
          <ExportOptions choice={{ ...choice, shown }} language={view.language} onChange={change} />
        </div>
        <ExportPreview format={shown} preview={preview} onAgain={preview.again} />
      </div>
    </Dialog>
  );
}
