import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { assignSpeaker } from '../../../../core/document/cue-actions/speaker-actions.ts';
import type { CommandId } from '../../../commands/catalogue.ts';
import { titleKey } from '../../../commands/catalogue.ts';
import { commandTable, isMac, keysOf, runCommand } from '../../../commands/command-table.ts';
import { showCombo } from '../../../commands/keys.ts';
import { profileOf } from '../../../state/document/profile.ts';
import { selectedOf, selection } from '../../../state/selection.ts';
import { useStored } from '../../../state/store.ts';
import type { MenuItem } from '../../../ui/menu.tsx';
import { useDocument, useLocked, useSession } from '../session-context.tsx';
import { duplicateCue } from '../text/duplicate-cue.ts';
import { usePerform } from '../text/use-perform.ts';
import { openCueDialog } from './dialog-store.ts';

/** Speakers in the menu itself; more are in the window `Change speaker…`. */
const FEW = 6;

/** What can be done to the selected cues, as the menu of the list. */
export function useCueMenu(): readonly MenuItem[] {
  const { t } = useTranslation(['cues', 'commands']);
  const session = useSession();
  const readOnly = useLocked();
  const perform = usePerform();
  const speakers = useDocument((document) => document.speakers);
  const hasLanguages = useDocument((document) => (document.translations?.length ?? 0) > 0);
  const hasClasses = useDocument((document) => (document.classSchemas?.length ?? 0) > 0);
  const count = useStored(selection, (state) => state.cueIds.size);
  const keys = useStored(commandTable, (state) => state.keys);
  return useMemo(() => {
    const command = (id: CommandId, more: Partial<MenuItem> = {}): MenuItem => ({
      key: id,
      label: t(`commands:${titleKey(id)}`),
      keys: showCombo(keysOf(id, keys)[0] ?? '', isMac),
      run: () => void runCommand(id),
      ...more,
    });
    const looks: MenuItem[] = [
      command('play.cue'),
      command('cue.goTo'),
      { key: 'columns', label: t('cues:columns'), run: () => openCueDialog('columns'), separator: true },
    ];
    if (readOnly) return looks;
    const chosen = (): string[] => selectedOf(session.document.cues);
    const give: MenuItem[] = speakers.slice(0, FEW).map((speaker, at) => ({
      key: `speaker-${speaker.id}`,
      label: t('cues:assignTo', { name: speaker.name }),
      keys: String(at + 1),
      separator: at === 0,
      run: () => {
        const ids = chosen();
        perform((document) => assignSpeaker(document, ids, speaker.id), { name: speaker.name });
      },
    }));
    const duplicate = (): void => {
      const [id] = chosen();
      if (id === undefined) return;
      perform((document) => duplicateCue(document, id, { profile: profileOf(document.profile) }));
    };
    return [
      command('play.cue'),
      command('cue.edit'),
      command('cue.splitAtPlayhead', { separator: true }),
      command('cue.mergeNext', count > 1 ? { label: t('cues:mergeSelected') } : {}),
      command('cue.insertBefore'),
      command('cue.insertAfter'),
      { key: 'duplicate', label: t('cues:duplicate'), run: duplicate },
      command('cue.autoBreak'),
      command('cue.otherModel', { separator: true }),
      command('snippets.export'),
      ...give,
      { key: 'assign', label: t('cues:assign'), run: () => openCueDialog('assign'), separator: give.length === 0 },
      ...(hasLanguages
        ? [
            command('translation.again', { separator: true }),
            command('translation.wordings'),
            command('translation.lock'),
            command('translation.accept'),
            command('translation.clear'),
          ]
        : []),
      ...(hasClasses ? [command('class.assign', { separator: true })] : []),
      command('cue.bookmark', { separator: true }),
      { key: 'shift', label: t('cues:shift'), run: () => openCueDialog('shift') },
      command('cue.restore'),
      command('cue.delete', { label: t('cues:deleteCues', { count }), danger: true }),
      ...looks.slice(1).map((item, at) => ({ ...item, separator: at === 0 })),
    ];
  }, [t, keys, readOnly, session, perform, speakers, count, hasLanguages, hasClasses]);
}
