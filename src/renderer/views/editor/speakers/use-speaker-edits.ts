import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { EditOperation } from '../../../../core/document/edits/operations.ts';
import { ask } from '../../../client/ask.ts';
import { useHost } from '../../../client/studio-context.tsx';
import { tell, tellError } from '../../../state/notices.ts';
import { transport } from '../../../state/playback.ts';
import { selection } from '../../../state/selection.ts';
import { announce } from '../../../ui/live-region.tsx';
import { useSession } from '../session-context.tsx';
import { cuesInScope, reassign, type ReassignScope } from './reassign.ts';
import type { SpeakerActions } from './speaker-card.tsx';

/** What the speaker review does to the document, each as one undo step with a name. */
export function useSpeakerEdits(): SpeakerActions & {
  readonly assign: (speaker: string, scope: ReassignScope) => void;
  readonly add: () => void;
} {
  const { t } = useTranslation('speakers');
  const { api } = useHost();
  const session = useSession();
  return useMemo(() => {
    const nameOf = (id: string): string => session.document.speakers.find((speaker) => speaker.id === id)?.name ?? id;
    const edit = (operations: readonly EditOperation[], label: string): void => {
      if (operations.length === 0) return;
      const result = session.edit(operations, label);
      if (result.kind === 'refused') tell({ tone: 'warning', text: result.reason });
      else if (result.kind === 'edited') announce(label, true);
    };
    return {
      rename: (speaker, name) =>
        edit([{ kind: 'rename-speaker', speaker, name }], t('renamed', { from: nameOf(speaker), to: name })),
      recolour: (speaker, color) =>
        edit([{ kind: 'set-speaker-color', speaker, color }], t('recoloured', { name: nameOf(speaker) })),
      merge: (speaker, into) =>
        edit([{ kind: 'merge-speakers', speaker, into }], t('merged', { from: nameOf(speaker), to: nameOf(into) })),
      async split(speaker) {
        const { channel } = session.document.speakers.find(({ id }) => id === speaker) ?? {};
        try {
          const outcome = await session.change(() =>
            ask(api, 'documents.splitSpeaker', { id: session.id, track: channel ?? 0, speaker }),
          );
          if (outcome.kind === 'refused') tell({ tone: 'warning', text: outcome.reason });
          else announce(t('splitDone', { name: nameOf(speaker) }), true);
        } catch (error) {
          tellError(error);
        }
      },
      play: ({ startMs, endMs }) => transport()?.playSpan(startMs, endMs),
      assign(speaker, scope) {
        const { cueId, cueIds } = selection.getState();
        if (cueId === undefined) return;
        const operations = reassign(cuesInScope(session.document, cueId, cueIds, scope), speaker);
        edit(operations, t('assigned', { count: operations.length, name: nameOf(speaker) }));
      },
      add: () => edit([{ kind: 'add-speaker', name: t('newName') }], t('added', { name: t('newName') })),
    };
  }, [session, api, t]);
}
