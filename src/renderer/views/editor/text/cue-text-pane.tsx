import { MessageSquareText } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { runCommand } from '../../../commands/command-table.ts';
import { profileOf } from '../../../state/document/profile.ts';
import { selection } from '../../../state/selection.ts';
import { useStored } from '../../../state/store.ts';
import { Button } from '../../../ui/button.tsx';
import { Empty } from '../../../ui/empty.tsx';
import { useFindCommands } from '../find/use-find.ts';
import { NoCues } from '../grid/no-cues.tsx';
import { editorLayout } from '../layout.ts';
import { useDocument, useLocked } from '../session-context.tsx';
import { TargetEditor } from '../translation/target-editor.tsx';
import { useTargetLanguages } from '../translation/target-languages.ts';
import { useWriterMarks } from '../writers/use-writers.ts';
import { WriterBadge } from '../writers/writer-badge.tsx';
import { CueEditor } from './cue-editor.tsx';
import { CueSpeaker } from './cue-speaker.tsx';
import { CueTimes } from './cue-times.tsx';
import { CueTools } from './cue-tools.tsx';
import { Neighbour } from './neighbour.tsx';
import { useBookmarkCommands } from './use-bookmark-commands.ts';
import { useCueCommands } from './use-cue-commands.ts';
import { useSoundSelection } from './use-sound-selection.ts';

/** The current cue, large, between the ones before and after it. */
export function CueTextPane() {
  const { t } = useTranslation('cues');
  const readOnly = useLocked();
  useSoundSelection();
  useCueCommands();
  useBookmarkCommands();
  useFindCommands();
  const cues = useDocument((document) => document.cues);
  const words = useDocument((document) => document.words);
  const speakers = useDocument((document) => document.speakers);
  const language = useDocument((document) => document.language);
  const profile = profileOf(useDocument((document) => document.profile));
  const { current: target } = useTargetLanguages();
  const gridShown = useStored(editorLayout, (layout) => layout.grid);
  const cueId = useStored(selection, (state) => state.cueId);
  const at = useMemo(() => cues.findIndex(({ id }) => id === cueId), [cues, cueId]);
  const cue = cues[at];
  const markOf = useWriterMarks();
  const mark = cue && markOf(words, cue);
  // The list says more, where it is shown.
  if (cues.length === 0 && gridShown)
    return <p className="flex h-full items-center justify-center p-4 text-center text-sm text-muted">{t('noCue')}</p>;
  if (cues.length === 0) return <NoCues icon={MessageSquareText} />;
  if (cue === undefined) {
    return (
      <Empty
        icon={MessageSquareText}
        title={t('noCue')}
        text={t('noCueText')}
        action={<Button onClick={() => runCommand('cue.first')}>{t('noCueAction')}</Button>}
      />
    );
  }
  return (
    <section aria-label={t('text')} className="flex h-full flex-col gap-1 overflow-auto bg-surface px-3 py-2">
      <Neighbour cue={cues[at - 1]} which="previous" speakers={speakers} />
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="tabular text-xs text-muted">#{at + 1}</span>
        <CueSpeaker cue={cue} disabled={readOnly} />
        {mark !== undefined && <WriterBadge mark={mark} />}
        <span className="ml-auto">
          <CueTools disabled={readOnly} />
        </span>
      </div>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <CueTimes key={cue.id} cue={cue} number={at + 1} disabled={readOnly} />
      </div>
      <div className="@container">
        <div className={`grid gap-x-3 gap-y-1 ${target === undefined ? '' : '@lg:grid-cols-2'}`}>
          <CueEditor
            cue={cue}
            number={at + 1}
            previous={cues[at - 1]}
            profile={profile}
            language={language}
            words={words}
            readOnly={readOnly}
          />
          {target !== undefined && (
            <TargetEditor cue={cue} number={at + 1} language={target} profile={profile} readOnly={readOnly} />
          )}
        </div>
      </div>
      <Neighbour cue={cues[at + 1]} which="next" speakers={speakers} />
    </section>
  );
}
