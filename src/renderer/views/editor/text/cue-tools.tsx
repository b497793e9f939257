import { Combine, Italic, Play, Scissors, WrapText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type CommandId, titleKey } from '../../../commands/catalogue.ts';
import { commandTable, isMac, keysOf, runCommand } from '../../../commands/command-table.ts';
import { showCombo } from '../../../commands/keys.ts';
import { useStored } from '../../../state/store.ts';
import { IconButton } from '../../../ui/button.tsx';

/** What is done most to the current cue. The cursor in the text stays where it is. */
export function CueTools({ disabled }: { readonly disabled: boolean }) {
  const { t } = useTranslation('commands');
  const map = useStored(commandTable, (state) => state.keys);
  const tool = (id: CommandId, icon: typeof Play, off = disabled) => (
    <IconButton
      label={t(titleKey(id))}
      keys={showCombo(keysOf(id, map)[0] ?? '', isMac)}
      icon={icon}
      disabled={off}
      className="size-7!"
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => runCommand(id)}
    />
  );
  return (
    <span className="inline-flex items-center">
      {tool('play.cue', Play, false)}
      {tool('cue.split', Scissors)}
      {tool('cue.mergeNext', Combine)}
      {tool('cue.autoBreak', WrapText)}
      {tool('cue.italic', Italic)}
    </span>
  );
}
