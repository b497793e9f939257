import { store } from '../../state/store.ts';

export type SideTab = 'speakers' | 'doubts' | 'quality' | 'translation' | 'classes' | 'summary' | 'find' | 'history';

/** Which panes of the editor are shown. Sizes are remembered by the panes themselves. */
export interface EditorLayout {
  readonly player: boolean;
  readonly grid: boolean;
  readonly lanes: boolean;
  readonly side: SideTab;
  /** Who wrote it is shown at every cue, not only where that is news. */
  readonly allWriters: boolean;
}

const KEY = 'voxlane.editor.layout';
const STANDARD: EditorLayout = { player: true, grid: true, lanes: true, side: 'speakers', allWriters: false };

function remembered(): EditorLayout {
  try {
    const known = JSON.parse(globalThis.localStorage?.getItem(KEY) ?? '{}') as Partial<EditorLayout>;
    return { ...STANDARD, ...known };
  } catch {
    return STANDARD;
  }
}

export const editorLayout = store<EditorLayout>(remembered());

export function setLayout(change: Partial<EditorLayout>): void {
  editorLayout.setState(change);
  globalThis.localStorage?.setItem(KEY, JSON.stringify(editorLayout.getState()));
}
