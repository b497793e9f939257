import { Scissors } from 'lucide-react';
import { type RefObject, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { stripMarkup } from '../../../../core/document/markup.ts';

const LONGEST = 24;

/** What splitting at the cursor would make, while the cursor stands inside the text. */
export function SplitPreview({
  field,
  draft,
}: {
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly draft: string;
}) {
  const { t } = useTranslation('cues');
  const [at, setAt] = useState<number>();
  useEffect(() => {
    const look = (): void => {
      const now = field.current;
      const isHere = now !== null && document.activeElement === now && now.selectionStart === now.selectionEnd;
      setAt(isHere ? now.selectionStart : undefined);
    };
    document.addEventListener('selectionchange', look);
    return () => document.removeEventListener('selectionchange', look);
  }, [field]);
  const first = at === undefined ? '' : stripMarkup(draft.slice(0, at)).trim();
  const second = at === undefined ? '' : stripMarkup(draft.slice(at)).trim();
  const shown = first !== '' && second !== '';
  return (
    <p className={`flex h-4 items-center gap-1 truncate text-xs text-muted ${shown ? '' : 'invisible'}`}>
      <Scissors size={12} aria-hidden />
      {shown && t('splitPreview', { first: ending(first), second: beginning(second) })}
    </p>
  );
}

function ending(text: string): string {
  const line = text.replace(/\s+/gu, ' ');
  return line.length > LONGEST ? `…${line.slice(-LONGEST)}` : line;
}

function beginning(text: string): string {
  const line = text.replace(/\s+/gu, ' ');
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}
