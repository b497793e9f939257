import { useTranslation } from 'react-i18next';
import { percentText } from '../../../ui/time.ts';
import type { Proposal } from './proposals.ts';
import type { DiffWord } from './word-diff.ts';

/** Before and after side by side, cue by cue; of several each can be left out. */
export function ProposalList({
  proposals,
  model,
  left,
  onTake,
}: {
  readonly proposals: readonly Proposal[];
  readonly model: string;
  /** Cues that are not to be taken over. */
  readonly left: ReadonlySet<string>;
  readonly onTake: (cue: string, take: boolean) => void;
}) {
  const { t, i18n } = useTranslation('writers');
  const several = proposals.length > 1;
  return (
    <table className="w-full table-fixed border-collapse text-sm">
      <thead>
        <tr className="text-left text-xs text-muted">
          {several && <td className="w-16" />}
          <th scope="col" className="px-2 pb-1 font-medium">
            {t('before')}
          </th>
          <th scope="col" className="px-2 pb-1 font-medium">
            {t('after', { model })}
          </th>
        </tr>
      </thead>
      <tbody>
        {proposals.map(({ cue, number, diff, operation, confidence }) => (
          <tr key={cue} className="border-t border-line align-top">
            {several && (
              <td className="py-2 pr-2">
                <label className="tabular flex items-center gap-1.5 text-xs text-muted">
                  <input
                    type="checkbox"
                    checked={operation !== undefined && !diff.isSame && !left.has(cue)}
                    disabled={operation === undefined || diff.isSame}
                    aria-label={t('take', { number })}
                    onChange={(event) => onTake(cue, event.target.checked)}
                  />
                  {number}
                </label>
              </td>
            )}
            <td className="px-2 py-2">
              <Lines lines={diff.before} tone="old" />
            </td>
            <td className="px-2 py-2">
              {operation === undefined ? (
                <span className="text-muted italic">{t('nothing')}</span>
              ) : (
                <>
                  <Lines lines={diff.after} tone="new" />
                  <span className="tabular mt-1 block text-xs text-muted">
                    {diff.isSame ? `${t('same')} ` : ''}
                    {t('sure', { percent: percentText(confidence ?? 0, i18n.language) })}
                  </span>
                </>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const TONES = {
  old: 'bg-danger-soft text-danger line-through decoration-1',
  new: 'bg-selected font-semibold text-ink underline decoration-accent',
} as const;

function Lines({
  lines,
  tone,
}: {
  readonly lines: readonly (readonly DiffWord[])[];
  readonly tone: keyof typeof TONES;
}) {
  const Mark = tone === 'old' ? 'del' : 'ins';
  return (
    <span dir="auto" className="block text-base font-(family-name:--editor-font)">
      {lines.map((line, at) => (
        <span key={at} className="block break-words">
          {line.map(({ text, isSame }, place) => (
            <span key={place}>
              {place > 0 && ' '}
              {isSame ? text : <Mark className={`rounded-sm px-0.5 ${TONES[tone]}`}>{text}</Mark>}
            </span>
          ))}
        </span>
      ))}
    </span>
  );
}
