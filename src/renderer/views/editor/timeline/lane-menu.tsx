import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { freeSpeakerId, machineName } from '../../../../core/timeline/speaker-ids.ts';
import type { CommandId } from '../../../commands/catalogue.ts';
import { isMac, keysOf, runCommand } from '../../../commands/command-table.ts';
import { showCombo } from '../../../commands/keys.ts';
import { transport } from '../../../state/playback.ts';
import { selection } from '../../../state/selection.ts';
import { useStored } from '../../../state/store.ts';
import { MenuArea, type MenuItem } from '../../../ui/menu.tsx';
import { SpeakerBadge } from '../../../ui/speaker-chip.tsx';
import { useDocument, useLocked, useSession } from '../session-context.tsx';
import { refOf } from './lane-drag.ts';
import { selectedTurn, selectTurnAndCue, turnOf } from './selected-turn.ts';
import { useEdit } from './use-edit.ts';

/** The menu under the right button, or the menu key, on the lanes. */
export function LaneMenu({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation(['timeline', 'commands']);
  const session = useSession();
  const edit = useEdit();
  const speakers = useDocument((document) => document.speakers);
  const selected = useStored(selection, (state) => state);
  const document = useDocument((whole) => whole);
  const turn = selectedTurn(document, selected);
  const locked = useLocked();
  const has = turn !== undefined && !locked;

  const give = (id: string, name?: string): void => {
    if (turn === undefined) return;
    const done = edit(
      [
        ...(name === undefined ? [] : [{ kind: 'add-speaker' as const, name, newId: id }]),
        { kind: 'assign-turn', turn: refOf(turn), speaker: id },
      ],
      t('timeline:editAssign'),
    );
    const now = done && turnOf(session.document, id, Math.floor((turn.startMs + turn.endMs) / 2));
    if (now !== undefined) selectTurnAndCue(session.document, now);
  };
  const giveNew = (): void => {
    const id = freeSpeakerId(new Set(speakers.map((speaker) => speaker.id)));
    give(id, machineName(id));
  };
  const command = (id: CommandId, label: string, more: Partial<MenuItem> = {}): MenuItem => ({
    key: id,
    label,
    keys: showCombo(keysOf(id)[0] ?? '', isMac),
    run: () => runCommand(id),
    enabled: has,
    ...more,
  });
  const items: MenuItem[] = [
    {
      key: 'play',
      label: t('timeline:playTurn'),
      enabled: turn !== undefined,
      run: () => turn !== undefined && transport()?.playSpan(turn.startMs, turn.endMs),
    },
    ...speakers.map((speaker, at) => ({
      key: `to-${speaker.id}`,
      label: t('timeline:giveTo', { name: speaker.name }),
      enabled: has && speaker.id !== turn.speaker,
      separator: at === 0,
      icon: <SpeakerBadge speakers={speakers} id={speaker.id} />,
      run: () => give(speaker.id),
    })),
    { key: 'to-new', label: t('timeline:giveToNew'), enabled: has, run: giveNew },
    command('lane.split', t('commands:lane_split'), { separator: true }),
    command('lane.merge', t('commands:lane_merge')),
    command('lane.draw', t('commands:lane_draw'), { enabled: speakers.length > 0 && !locked }),
    command('lane.delete', t('commands:lane_delete'), { separator: true, danger: true }),
  ];
  return <MenuArea items={items}>{children}</MenuArea>;
}
