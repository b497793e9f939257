import { createContext, type ReactNode, useContext } from 'react';
import type { VoxlaneDocument } from '../../../core/document/types.ts';
import { useReadOnly } from '../../client/use-read-only.ts';
import type { DocumentSession, OpenDocument } from '../../state/document/session.ts';
import { useStored } from '../../state/store.ts';

const SessionContext = createContext<DocumentSession | undefined>(undefined);

export function SessionProvider({
  session,
  children,
}: {
  readonly session: DocumentSession;
  readonly children: ReactNode;
}) {
  return <SessionContext value={session}>{children}</SessionContext>;
}

/** The open document's session. Throws outside of the editor. */
export function useSession(): DocumentSession {
  const session = useContext(SessionContext);
  if (session === undefined) throw new Error('no document around this component');
  return session;
}

/** A part of what is known of the open document; draws again when that part is another one. */
export function useOpen<Part>(select: (open: OpenDocument) => Part): Part {
  return useStored(useSession().state, select);
}

/** Whether nothing may be changed here: another window edits, or the document is not finished. */
export function useLocked(): boolean {
  const readOnly = useReadOnly();
  const unfinished = useOpen((open) => open.unfinished !== undefined);
  return readOnly || unfinished;
}

/** A part of the document itself. */
export function useDocument<Part>(select: (document: VoxlaneDocument) => Part): Part {
  return useOpen((open) => select(open.document));
}
