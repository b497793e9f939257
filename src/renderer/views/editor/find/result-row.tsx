import { memo, type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { previewReplace } from '../../../../core/document/find/replace-cues.ts';
import type { Matcher } from '../../../../core/document/find/query.ts';
import type { VoxlaneDocument } from '../../../../core/document/types.ts';
import type { Cue } from '../../../../core/timeline/types.ts';
import { hitKey, type SideHit } from './find-state.ts';

/** One cue that was found, and what replacing would make of it. */
export const ResultRow = memo(function ResultRow({
  hit,
  cue,
  document,
  matcher,
  replacement,
  current,
  checked,
  onGo,
  onCheck,
}: {
  readonly hit: SideHit;
  readonly cue: Cue;
  readonly document: VoxlaneDocument;
  readonly matcher: Matcher;
  /** Undefined: only looking. */
  readonly replacement: string | undefined;
  readonly current: boolean;
  readonly checked: boolean;
  readonly onGo: (hit: SideHit) => void;
  readonly onCheck: (key: string, checked: boolean) => void;
}) {
  const { t } = useTranslation('find');
  const preview = useMemo(
    () =>
      replacement === undefined
        ? undefined
        : previewReplace({ ...document, cues: [cue] }, matcher, replacement).hits[0],
    [document, cue, matcher, replacement],
  );
  return (
    <div
      className={`flex h-full items-start gap-2 border-b border-line/60 px-3 py-1 text-xs ${current ? 'bg-selected' : 'hover:bg-hover'}`}
    >
      {preview !== undefined && (
        <input
          type="checkbox"
          className="mt-0.5 accent-(--accent)"
          checked={checked && preview.blocked === undefined}
          disabled={preview.blocked !== undefined}
          aria-label={t('check', { number: hit.index + 1 })}
          onChange={(event) => onCheck(hitKey(hit), event.target.checked)}
        />
      )}
      <button type="button" onClick={() => onGo(hit)} className="min-w-0 flex-1 text-left">
        <span className="flex gap-2">
          <span className="tabular w-10 shrink-0 text-right text-muted">{hit.index + 1}</span>
          {hit.language !== undefined && (
            <span className="shrink-0 rounded-sm border border-line px-1 text-muted uppercase">{hit.language}</span>
          )}
          <span dir="auto" className="truncate">
            {marked(cue.lines.join('\n'), hit)}
          </span>
        </span>
        {preview !== undefined && (
          <span className="flex gap-2">
            <span aria-hidden className="w-10 shrink-0 text-right text-muted">
              →
            </span>
            <span dir="auto" className={`truncate ${preview.blocked === undefined ? 'text-good' : 'text-doubt'}`}>
              {preview.blocked === undefined ? preview.after.join(' ') : t('blocked')}
            </span>
          </span>
        )}
      </button>
    </div>
  );
});

function marked(text: string, { ranges }: SideHit): ReactNode[] {
  const parts: ReactNode[] = [];
  let end = 0;
  for (const [at, range] of ranges.entries()) {
    parts.push(text.slice(end, range.start));
    parts.push(
      <mark key={at} className="rounded-sm bg-doubt-soft text-doubt">
        {text.slice(range.start, range.end)}
      </mark>,
    );
    end = range.end;
  }
  parts.push(text.slice(end));
  return parts;
}
