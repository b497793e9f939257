import { SpellCheck } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QualityFinding } from '../../../../core/quality/finding.ts';
import { respelt } from '../../../../core/quality/spelling.ts';
import { ask } from '../../../client/ask.ts';
import { useHost } from '../../../client/studio-context.tsx';
import { tellError, tellRefused } from '../../../state/notices.ts';
import { IconButton } from '../../../ui/button.tsx';
import { announce } from '../../../ui/live-region.tsx';
import { MENU_CONTENT, MENU_ITEM } from '../../../ui/menu.tsx';
import { useRefusalText } from '../../../ui/use-refusal-text.ts';
import { learnWord } from '../review/review-store.ts';
import { useSession } from '../session-context.tsx';
import { draftEdit } from '../text/draft-lines.ts';

/** What may have been meant by a word that no dictionary has, and taking it for right. */
export function SpellingMenu({ finding }: { readonly finding: QualityFinding }) {
  const { t } = useTranslation('review');
  const word = String(finding.params['word'] ?? '');
  const [isOpen, setOpen] = useState(false);
  return (
    <DropdownMenu.Root open={isOpen} onOpenChange={setOpen}>
      <DropdownMenu.Trigger asChild>
        <IconButton label={t('meant', { word })} icon={SpellCheck} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content align="end" sideOffset={4} collisionPadding={8} className={MENU_CONTENT}>
          {isOpen && <Suggestions finding={finding} word={word} />}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function Suggestions({ finding, word }: { readonly finding: QualityFinding; readonly word: string }) {
  const { t } = useTranslation('review');
  const { api } = useHost();
  const session = useSession();
  const refusalText = useRefusalText();
  const [found, setFound] = useState<readonly string[]>();
  const { language } = session.document;
  useEffect(() => {
    const left = new AbortController();
    ask(api, 'spelling.suggest', { language: language ?? '', word }, { signal: left.signal }).then(
      (words) => left.signal.aborted || setFound(words),
      (error: unknown) => {
        if (left.signal.aborted) return;
        setFound([]);
        tellError(error);
      },
    );
    return () => left.abort();
  }, [api, language, word]);
  const choose = (by: string): void => {
    const cue = session.document.cues.find(({ id }) => id === finding.cue);
    if (cue === undefined) return;
    const label = t('respelt', { word: by });
    const edit = draftEdit(cue, respelt(cue.lines, word, by).join('\n'));
    if (edit === undefined) return;
    const result = session.edit([edit], label);
    if (result.kind === 'refused') tellRefused(refusalText(result));
    else announce(label, true);
  };
  const learn = (): void => {
    learnWord(word).then(() => announce(t('learnt', { word }), true), tellError);
  };
  return (
    <>
      {(found === undefined || found.length === 0) && (
        <p className="px-2 py-1 text-sm text-muted">{t(found === undefined ? 'suggesting' : 'noSuggestion')}</p>
      )}
      {found?.map((by) => (
        <DropdownMenu.Item key={by} className={MENU_ITEM} onSelect={() => choose(by)}>
          <span dir="auto">{by}</span>
        </DropdownMenu.Item>
      ))}
      <DropdownMenu.Separator className="my-1 h-px bg-line" />
      <DropdownMenu.Item className={MENU_ITEM} onSelect={learn}>
        {t('learn')}
      </DropdownMenu.Item>
    </>
  );
}
