import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import {
  assignAllOfSpeaker,
  assignFromHere,
  assignSpeaker,
} from '../../../../core/document/cue-actions/speaker-actions.ts';
import type { EditOperation } from '../../../../core/document/edits/operations.ts';
import type { Cue, SpeakerId } from '../../../../core/timeline/types.ts';
import { ask } from '../../../client/ask.ts';
import { useHost } from '../../../client/studio-context.tsx';
import { tellError, tellRefused } from '../../../state/notices.ts';
import { transport } from '../../../state/playback.ts';
import { selection } from '../../../state/selection.ts';
import { announce } from '../../../ui/live-region.tsx';
import { useRefusalText } from '../../../ui/use-refusal-text.ts';
import { useSession } from '../session-context.tsx';
import type { StretchPair } from './linked-stretches.ts';
import type { ReassignScope } from './reassign-form.tsx';

/** What the speaker review does to the document, each as one undo step with a name. */
export interface SpeakerEdits {
  readonly rename: (id: string, name: string) => void;
  readonly recolour: (id: string, color: string) => void;
  readonly merge: (id: string, into: string) => void;
  /** Takes a speaker away who has nothing: goes into a neighbour, which stays as it is. */
  readonly remove: (id: string) => void;
  readonly split: (id: string) => void;
  /** Brings the machine's version of a speaker back. */
  readonly restore: (id: string) => void;
  readonly play: (span: { readonly startMs: number; readonly endMs: number }) => void;
  readonly assign: (speaker: string, scope: ReassignScope) => void;
  readonly link: (kind: 'same' | 'different', pair: StretchPair) => void;
  readonly add: () => void;
}

type Changed =
  | { readonly kind: 'edited' | 'unchanged' }
  | { readonly kind: 'refused'; readonly code: string; readonly reason: string };

export function useSpeakerEdits(): SpeakerEdits {
  const { t } = useTranslation('speakers');
  const { api } = useHost();
  const session = useSession();
  const refusalText = useRefusalText();
  return useMemo(() => {
    const nameOf = (id: string): string => session.document.speakers.find((speaker) => speaker.id === id)?.name ?? id;
    const edit = (operations: readonly EditOperation[], label: string): void => {
      if (operations.length === 0) return;
      const result = session.edit(operations, label.slice(0, 200));
      if (result.kind === 'refused') tellRefused(refusalText(result));
      else if (result.kind === 'edited') announce(label, true);
    };
    const change = async (work: () => Promise<Changed>, done: string): Promise<void> => {
      try {
        const outcome = await session.change(work);
        if (outcome.kind === 'refused') tellRefused(refusalText(outcome));
        else announce(outcome.kind === 'unchanged' ? t('unchanged') : done, true);
      } catch (error) {
        tellError(error);
      }
    };
    return {
      rename: (speaker, name) =>
        edit([{ kind: 'rename-speaker', speaker, name }], t('renamed', { from: nameOf(speaker), to: name })),
      recolour: (speaker, color) =>
        edit([{ kind: 'set-speaker-color', speaker, color }], t('recoloured', { name: nameOf(speaker) })),
      merge: (speaker, into) =>
        edit([{ kind: 'merge-speakers', speaker, into }], t('merged', { from: nameOf(speaker), to: nameOf(into) })),
      remove(speaker) {
        const into = session.document.speakers.find(({ id }) => id !== speaker)?.id;
        if (into === undefined) return;
        edit([{ kind: 'merge-speakers', speaker, into }], t('removed', { name: nameOf(speaker) }));
      },
      split(speaker) {
        const { channel: track = 0 } = session.document.speakers.find(({ id }) => id === speaker) ?? {};
        const done = t('splitDone', { name: nameOf(speaker) });
        void change(() => ask(api, 'documents.splitSpeaker', { id: session.id, track, speaker }), done);
      },
      restore(speaker) {
        const done = t('restored', { name: nameOf(speaker) });
        void change(() => ask(api, 'documents.restore', { id: session.id, what: { speaker } }), done);
      },
      play: ({ startMs, endMs }) => transport()?.playSpan(startMs, endMs),
      assign(speaker, scope) {
        const { cueId, cueIds } = selection.getState();
        if (cueId === undefined) return announce(t('noCue'), true);
        const { document } = session;
        const ids =
          scope === 'cue'
            ? [cueId]
            : document.cues.filter((cue) => cueIds.has(cue.id) && isOther(cue, speaker)).map(({ id }) => id);
        const action =
          scope === 'onward'
            ? assignFromHere(document, cueId, speaker)
            : scope === 'all'
              ? assignAllOfSpeaker(document, cueId, speaker)
              : assignSpeaker(document, ids, speaker);
        if (action.kind === 'none') return announce(t('unchanged'), true);
        const given = new Set(action.operations.flatMap((each) => ('cue' in each ? [each.cue] : [])));
        return edit(action.operations, t('assigned', { count: given.size, name: nameOf(speaker) }));
      },
      link(kind, { track, a, b }) {
        const wishes = { links: [{ kind, a: { ...a }, b: { ...b } }] };
        const done = t(kind === 'same' ? 'linkedSame' : 'linkedDifferent');
        void change(() => ask(api, 'documents.recluster', { id: session.id, track, wishes, forget: false }), done);
      },
      add: () => edit([{ kind: 'add-speaker', name: t('newName') }], t('added', { name: t('newName') })),
    };
  }, [session, api, refusalText, t]);
}

/** Whether a cue, or a line of it, is not the speaker's yet. */
function isOther(cue: Cue, speaker: SpeakerId): boolean {
  return cue.speaker !== speaker || cue.lineSpeakers !== undefined;
}
