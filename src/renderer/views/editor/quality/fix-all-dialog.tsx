import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { QualityCode } from '../../../../core/quality/finding.ts';
import { tellRefused } from '../../../state/notices.ts';
import { useStored } from '../../../state/store.ts';
import { announce } from '../../../ui/live-region.tsx';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { timecode } from '../../../ui/time.ts';
import { useRefusalText } from '../../../ui/use-refusal-text.ts';
import { review } from '../review/review-store.ts';
import { useDocument, useSession } from '../session-context.tsx';
import { LanguageMark } from './finding-list.tsx';
import { fixScope, type QualityScope } from './fixes.ts';

/** More than anyone reads; the rest is counted. */
const SHOWN = 200;

/** Shows what fixing would change, and does it as one step. */
export function FixAllDialog({
  codes,
  scope,
  languages,
  onClose,
}: {
  readonly codes: QualityCode | 'all';
  readonly scope: QualityScope;
  /** Whose translations are looked at. */
  readonly languages: readonly string[];
  readonly onClose: () => void;
}) {
  const { t, i18n } = useTranslation(['review', 'app']);
  const session = useSession();
  const refusalText = useRefusalText();
  const profile = useStored(review, (state) => state.profile);
  // What comes in while it is looked through, as lines of a running translation, is fixed as it is then and not undone.
  const document = useDocument((whole) => whole);
  const { changes, operations, remaining } = useMemo(
    () => fixScope(document, profile, { scope, languages, codes: codes === 'all' ? undefined : new Set([codes]) }),
    [document, profile, scope, languages, codes],
  );
  const places = useMemo(() => new Map(document.cues.map(({ id }, index) => [id, index + 1])), [document]);
  const count = new Set(changes.map(({ cue }) => cue)).size;
  const shown = changes.toSorted((a, b) => (places.get(a.cue) ?? 0) - (places.get(b.cue) ?? 0)).slice(0, SHOWN);
  const canFix = operations.length > 0;
  const apply = (): void => {
    if (canFix) {
      const label = t('review:fixed', { count });
      const result = session.edit(operations, label);
      if (result.kind === 'refused') tellRefused(refusalText(result));
      else announce(label, true);
    }
    onClose();
  };
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={t('review:fixTitle')}
      description={changes.length === 0 ? t('review:fixNothing') : t('review:fixText', { count })}
      footer={
        <>
          {remaining > 0 && (
            <p className="mr-auto self-center text-sm text-muted">{t('review:fixRemaining', { count: remaining })}</p>
          )}
          <Button onClick={onClose}>{canFix ? t('app:cancel') : t('app:close')}</Button>
          {canFix && (
            <Button tone="primary" onClick={apply}>
              {t('review:fixApply', { count })}
            </Button>
          )}
        </>
      }
    >
      {changes.length > 0 && (
        <table className="w-full border-collapse text-sm">
          <thead>
            <tr className="text-left text-xs text-muted">
              <th className="p-1">{t('review:cue')}</th>
              <th className="p-1">{t('review:before')}</th>
              <th className="p-1">{t('review:after')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ cue, language, before, after }) => (
              <tr key={`${language ?? ''} ${cue}`} className="border-t border-line align-top">
                <td className="tabular p-1 text-muted">
                  {language !== undefined && <LanguageMark language={language} locale={i18n.language} />}
                  {places.get(cue)}
                </td>
                {[before, after].map((state, index) => (
                  <td key={index} className="p-1">
                    <span className="tabular block text-xs text-muted">
                      {timecode(state.startMs)} – {timecode(state.endMs)}
                    </span>
                    <span dir="auto" lang={language} className="whitespace-pre-line">
                      <SpacesShown text={state.lines.join('\n')} />
                    </span>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Dialog>
  );
}

/** A text whose spaces that do not break are seen: nothing else may be different. */
function SpacesShown({ text }: { readonly text: string }) {
  const { t } = useTranslation('review');
  return text.split(/([\u00a0\u202f])/u).map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      <span key={index} title={t('noBreakSpace')} className="bg-selected outline outline-accent/60">
        {part}
      </span>
    ),
  );
}
