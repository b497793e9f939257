import { useTranslation } from 'react-i18next';
import type { Finding } from '../../../shared/finding.ts';
import { sayFinding } from '../../ui/say-finding.ts';

const STATE_COLOURS = { ok: 'text-good', warn: 'text-doubt', bad: 'text-danger' } as const;

/** A finding of an examination: what it is about, its state, what to do. */
export function FindingRow({ finding }: { readonly finding: Finding }) {
  const { t, i18n } = useTranslation('settings');
  const { state } = finding;
  const { name, value, action, original } = sayFinding(i18n, finding);
  return (
    <li className="flex flex-wrap gap-x-3 border-b border-line py-1.5">
      <span className="w-40 shrink-0 font-medium break-words">{name}</span>
      <span className={`w-28 shrink-0 ${STATE_COLOURS[state]}`}>{t(`state_${state}`)}</span>
      <span className="min-w-48 flex-1 break-words">
        {value}
        {original !== undefined && (
          <span lang="en" className="block text-xs break-words text-muted">
            {original}
          </span>
        )}
        {action !== undefined && <span className="block text-muted">{action}</span>}
      </span>
    </li>
  );
}
