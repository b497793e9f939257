import { useCallback, useEffect, useRef, useState } from 'react';
import type { SnippetArchive, SnippetReport } from '../../../../contract/snippet-calls.ts';
import type { SnippetWish } from '../../../../core/snippets/snippet-wish.ts';
import { type ErrorData, toAppError } from '../../../../shared/app-error.ts';
import { ask } from '../../../client/ask.ts';
import { newCallName } from '../../../client/call-name.ts';
import { useHost } from '../../../client/studio-context.tsx';
import { useSession } from '../session-context.tsx';

/** Where snippets go: into a folder of the studio's machine, or into a ZIP for this page. */
export type CutTarget =
  { readonly kind: 'zip' } | { readonly kind: 'folder'; readonly folder: string; readonly force: boolean };

/** What came of it. */
export type CutResult = Pick<SnippetReport, 'snippets' | 'failed' | 'notes'> &
  ({ readonly folder: string; readonly manifests: readonly string[] } | Pick<SnippetArchive, 'archive'>);

/** Where cutting stands. `done` never falls. */
export type Cutting =
  /** `isBack`: after an earlier time; what came of that where it was stopped or failed. */
  | {
      readonly kind: 'choosing';
      readonly isBack: boolean;
      readonly stopped?: CutTarget['kind'];
      readonly error?: ErrorData;
    }
  | { readonly kind: 'cutting'; readonly target: CutTarget; readonly done: number; readonly total: number }
  | { readonly kind: 'cut'; readonly result: CutResult };

/** Cuts snippets of the open document; ends with the component. */
export function useCutting(): {
  readonly cutting: Cutting;
  /** `total`: how many pieces are expected. */
  readonly cut: (wish: SnippetWish, target: CutTarget, total: number) => void;
  readonly stop: () => void;
  /** Forgets what came of the last time. */
  readonly again: () => void;
} {
  const { api } = useHost();
  const session = useSession();
  const [cutting, setCutting] = useState<Cutting>({ kind: 'choosing', isBack: false });
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  const cut = useCallback(
    (wish: SnippetWish, target: CutTarget, total: number): void => {
      const abort = new AbortController();
      running.current = abort;
      const call = newCallName();
      setCutting({ kind: 'cutting', target, done: 0, total });
      const unlisten = api.on('snippets', (told) => {
        if (told.call !== call) return;
        setCutting((now) =>
          now.kind === 'cutting' ? { ...now, done: Math.max(now.done, told.done), total: told.total } : now,
        );
      });
      const ordered = { id: session.id, call, wish };
      const work = async (): Promise<CutResult> => {
        // The studio cuts by what it has on the disk.
        await session.saved();
        const run = { signal: abort.signal };
        if (target.kind === 'zip') return ask(api, 'documents.snippetArchive', ordered, run);
        const { folder, force } = target;
        return ask(api, 'documents.snippets', { ...ordered, folder, force }, run);
      };
      work()
        .then(
          (result) => setCutting({ kind: 'cut', result }),
          (problem: unknown) => {
            const error = toAppError(problem).toData();
            const came = error.code === 'cancelled' ? { stopped: target.kind } : { error };
            setCutting({ kind: 'choosing', isBack: true, ...came });
          },
        )
        .finally(unlisten);
    },
    [api, session],
  );
  const stop = useCallback(() => running.current?.abort(), []);
  const again = useCallback(() => setCutting({ kind: 'choosing', isBack: true }), []);
  return { cutting, cut, stop, again };
}
