import type { LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { EditOperation } from '../../../../core/document/edits/operations.ts';
import { selectCue } from '../../../state/selection.ts';
import { transport } from '../../../state/playback.ts';
import { Button } from '../../../ui/button.tsx';
import { Empty } from '../../../ui/empty.tsx';
import { useLocked, useOpen, useSession } from '../session-context.tsx';
import { useTellRefusal } from '../text/use-tell-refusal.ts';

const FIRST_MS = 2000;

/** A document without cues: one can be made at the playhead. */
export function NoCues({ icon }: { readonly icon: LucideIcon }) {
  const { t } = useTranslation('cues');
  const session = useSession();
  const readOnly = useLocked();
  const isUnfinished = useOpen((open) => open.unfinished !== undefined);
  const tellRefusal = useTellRefusal();
  const add = (): void => {
    const atMs = Math.max(0, Math.round(transport()?.nowMs() ?? 0));
    const edit: EditOperation = { kind: 'insert-cue', startMs: atMs, endMs: atMs + FIRST_MS, lines: [], newId: 'n1' };
    if (tellRefusal(session.edit([edit], t('step_insertCue')))) selectCue('n1');
  };
  return (
    <Empty
      icon={icon}
      title={t(isUnfinished ? 'emptyYet' : 'empty')}
      text={t(isUnfinished ? 'emptyYetText' : 'emptyText')}
      action={readOnly ? undefined : <Button onClick={add}>{t('emptyAction')}</Button>}
    />
  );
}
