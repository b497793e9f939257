import { Copy, Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Summary } from '../../../../core/document/notes/summary.ts';
import type { Chapter } from '../../../../core/document/types.ts';
import { requireCodec } from '../../../../core/formats/registry.ts';
import { summaryMarkdown, summaryText } from '../../../../core/formats/summary/summary-text.ts';
import { ask } from '../../../client/ask.ts';
import { useHost } from '../../../client/studio-context.tsx';
import { tell, tellError } from '../../../state/notices.ts';
import { Button } from '../../../ui/button.tsx';
import { Menu } from '../../../ui/menu.tsx';
import { fileNameOf } from '../export/export-choice.ts';
import { useDocument, useSession } from '../session-context.tsx';

/** Takes a summary elsewhere: onto the clipboard, or into a file. */
export function OutButtons({
  summary,
  chapters,
}: {
  readonly summary: Summary | undefined;
  readonly chapters: readonly Chapter[];
}) {
  const { t } = useTranslation('summary');
  const host = useHost();
  const session = useSession();
  const recording = useDocument((document) => document.source?.title ?? document.media.name);
  const titles = { highlights: t('highlights'), chapters: t('chapters') };
  const tag = summary === undefined ? 'chapters' : `summary.${summary.language}`;
  const written = { summary, chapters, titles };
  const asText = (): string => summaryText(written);
  const asMarkdown = (): string => summaryMarkdown(written, recording);
  const copy = async (text: string): Promise<void> => {
    await navigator.clipboard.writeText(text);
    tell({ tone: 'info', text: t('copied') });
  };
  const save = async (name: string, text: string): Promise<void> => {
    const saved = await host.saveText({ name, text });
    if (saved !== undefined) tell({ tone: 'info', text: t('saved', { name: saved }) });
  };
  const saveChapters = async (): Promise<void> => {
    // The studio writes what it has on the disk.
    await session.saved();
    const { text } = await ask(host.api, 'documents.export', { id: session.id, format: 'chapters', options: {} });
    await save(fileNameOf(recording, requireCodec('chapters').extensions[0] ?? 'vtt'), text);
  };
  const run = (work: () => Promise<void>) => () => void work().catch(tellError);
  return (
    <div className="flex flex-wrap gap-2">
      <Menu
        items={[
          { key: 'text', label: t('copyText'), run: run(() => copy(asText())) },
          { key: 'markdown', label: t('copyMarkdown'), run: run(() => copy(asMarkdown())) },
        ]}
      >
        <Button icon={Copy}>{t('copy')}</Button>
      </Menu>
      <Menu
        items={[
          { key: 'text', label: t('saveText'), run: run(() => save(fileNameOf(recording, 'txt', tag), asText())) },
          {
            key: 'markdown',
            label: t('saveMarkdown'),
            run: run(() => save(fileNameOf(recording, 'md', tag), asMarkdown())),
          },
          { key: 'chapters', label: t('saveChapters'), enabled: chapters.length > 0, run: run(saveChapters) },
        ]}
      >
        <Button icon={Download}>{t('save')}</Button>
      </Menu>
    </div>
  );
}
