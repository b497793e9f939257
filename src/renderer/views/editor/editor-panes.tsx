import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import { useCommands } from '../../commands/use-command.ts';
import { useStored } from '../../state/store.ts';
import { useMediaQuery } from '../../ui/use-media-query.ts';
import { EditorHeader } from './editor-header.tsx';
import { ExportCommand } from './export/export-command.tsx';
import { CueDialogs } from './grid/cue-dialogs.tsx';
import { CueGrid } from './grid/cue-grid.tsx';
import { editorLayout, setLayout } from './layout.ts';
import { PlayerPane } from './player/player-pane.tsx';
import { useOpen, useSession } from './session-context.tsx';
import { showSide } from './side/show-side.ts';
import { SidePanels } from './side/side-panels.tsx';
import { SnippetsCommand } from './snippets/snippets-command.tsx';
import { StatusBar } from './status-bar.tsx';
import { NoteDialogs } from './translation/note-dialogs.tsx';
import { CueTextPane } from './text/cue-text-pane.tsx';
import { TimelinePane } from './timeline/timeline-pane.tsx';
import { UnfinishedBar } from './unfinished/unfinished-bar.tsx';
import { UnfinishedPanels } from './unfinished/unfinished-panels.tsx';
import { SubstituteBanner } from './writers/substitute-banner.tsx';

/** There is no room beside the work for another panel, as in a small window at 200 %. */
const NARROW = '(max-width: 859px)';
const ACROSS = 'w-px bg-line data-[separator=hover]:bg-accent data-[separator=active]:bg-accent';
const DOWN = 'h-px bg-line data-[separator=hover]:bg-accent data-[separator=active]:bg-accent';

/** The panes of the editor and the lines between them. */
export function EditorPanes() {
  const session = useSession();
  const isUnfinished = useOpen((open) => open.unfinished !== undefined);
  const { player, grid, lanes, allWriters } = useStored(editorLayout, (layout) => layout);
  const isNarrow = useMediaQuery(NARROW);
  useCommands({
    'edit.undo': () => session.undo(),
    'edit.redo': () => session.redo(),
    'view.video': () => setLayout({ player: !player }),
    'view.grid': () => setLayout({ grid: !grid }),
    'view.lanes': () => setLayout({ lanes: !lanes }),
    'view.writers': () => setLayout({ allWriters: !allWriters }),
    'view.speakers': () => showSide('speakers'),
    'view.history': () => showSide('history'),
    'doubt.queue': () => showSide('doubts'),
    'quality.panel': () => showSide('quality'),
  });
  return (
    <div data-scope="editor" className="flex min-h-0 flex-1 flex-col">
      <EditorHeader />
      {isUnfinished && <UnfinishedBar />}
      <ExportCommand />
      {!isUnfinished && <SnippetsCommand />}
      {!isUnfinished && <SubstituteBanner />}
      <Panes key={String(isNarrow)} isNarrow={isNarrow} />
      <StatusBar />
      <CueDialogs />
      {!isUnfinished && <NoteDialogs />}
    </div>
  );
}

/** The panes; in a narrow window the side panels lie below. What a small window cannot hold is scrolled to. */
function Panes({ isNarrow }: { readonly isNarrow: boolean }) {
  const isUnfinished = useOpen((open) => open.unfinished !== undefined);
  const { player, grid, lanes, side } = useStored(editorLayout, (layout) => layout);
  const outerId = isNarrow ? 'voxlane.editor.outer.narrow' : 'voxlane.editor.outer';
  const rows = useDefaultLayout({ id: 'voxlane.editor.rows', storage: localStorage });
  const outer = useDefaultLayout({ id: outerId, storage: localStorage });
  const columns = useDefaultLayout({ id: 'voxlane.editor.columns', storage: localStorage });
  return (
    <div className="min-h-0 flex-1 overflow-auto">
      <div className={`h-full ${isNarrow ? 'min-h-[960px]' : 'min-h-[480px]'}`}>
        <Group
          orientation={isNarrow ? 'vertical' : 'horizontal'}
          className="h-full"
          {...(outer.defaultLayout && { defaultLayout: outer.defaultLayout })}
          onLayoutChanged={outer.onLayoutChanged}
        >
          <Panel id="work" defaultSize={isNarrow ? '64' : '76'} minSize={480}>
            <Group
              orientation="vertical"
              className="h-full"
              {...(rows.defaultLayout && { defaultLayout: rows.defaultLayout })}
              onLayoutChanged={rows.onLayoutChanged}
            >
              <Panel id="top" defaultSize="36" minSize={160}>
                <Group
                  orientation="horizontal"
                  className="h-full"
                  {...(columns.defaultLayout && { defaultLayout: columns.defaultLayout })}
                  onLayoutChanged={columns.onLayoutChanged}
                >
                  {player && (
                    <>
                      <Panel id="player" defaultSize="42" minSize={240}>
                        <PlayerPane />
                      </Panel>
                      <Separator className={ACROSS} />
                    </>
                  )}
                  <Panel id="text" defaultSize="58" minSize={280}>
                    <CueTextPane />
                  </Panel>
                </Group>
              </Panel>
              <Separator className={DOWN} />
              <Panel id="timeline" defaultSize="32" minSize={120}>
                <TimelinePane lanes={lanes} />
              </Panel>
              {grid && (
                <>
                  <Separator className={DOWN} />
                  <Panel id="grid" defaultSize="32" minSize={100}>
                    <CueGrid />
                  </Panel>
                </>
              )}
            </Group>
          </Panel>
          <Separator className={isNarrow ? DOWN : ACROSS} />
          <Panel id="side" defaultSize={isNarrow ? '36' : '24'} minSize={280}>
            {isUnfinished ? <UnfinishedPanels tab={side} /> : <SidePanels tab={side} />}
          </Panel>
        </Group>
      </div>
    </div>
  );
}
