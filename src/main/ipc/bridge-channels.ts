import { app, type BrowserWindow, dialog, nativeImage, shell } from 'electron';
import { z } from 'zod';
import { CHANNELS } from '../../contract/channels.ts';
import { replyOf } from '../../contract/reply.ts';
import { writeTextFile } from '../../studio/write-text.ts';
import type { DragFolder } from '../desktop/drag-folder.ts';
import { askForPaths } from '../desktop/file-dialogs.ts';
import { openExternal } from '../desktop/open-external.ts';
import type { PageRequests } from './page-requests.ts';
import { answerCall, type CallTaker } from './answer-call.ts';
import type { PickedPaths } from './picked-paths.ts';
import type { IpcRegistry } from './registry.ts';
import type { RunningCalls } from './running-calls.ts';
import { safeName } from './safe-name.ts';

export interface BridgeParts {
  readonly registry: IpcRegistry;
  readonly studio: CallTaker;
  readonly picked: PickedPaths;
  readonly requests: PageRequests;
  readonly running: RunningCalls;
  readonly drags: DragFolder;
  readonly window: () => BrowserWindow | undefined;
  /** Picture under the pointer while a file is dragged out. */
  readonly dragIcon: string;
  /** A call was answered. */
  readonly answered: (name: string) => void;
}

const MAX_TEXT = 256 * 1024 * 1024;
const path = z
  .string()
  .min(1)
  .max(32_768)
  .refine((text) => !text.includes('\0'));
const file = z.object({ name: z.string().min(1).max(1000), text: z.string().max(MAX_TEXT) });
const ticket = z.int().min(0);
const pickWish = z.object({
  what: z.enum(['recordings', 'folder', 'subtitles', 'model', 'gguf']),
  title: z.string().max(300),
});

/** Connects every channel of the bridge. */
export function connectBridge(parts: BridgeParts): void {
  const { registry, studio, picked, requests, running } = parts;
  registry.handle(CHANNELS.call, z.tuple([z.string().max(200), z.unknown(), ticket.optional()]), async (call) => {
    const [name, input, key] = call;
    const reply = await running.run(key, (signal) => answerCall(studio, picked, { name, input }, signal));
    parts.answered(name);
    return reply;
  });
  registry.on(CHANNELS.cancel, z.tuple([ticket]), ([key]) => running.cancel(key));
  registry.on(CHANNELS.listening, z.tuple([]), () => requests.open());
  registry.on(CHANNELS.dropped, z.tuple([path]), ([dropped]) => picked.expect(dropped));
  registry.handle(CHANNELS.pick, z.tuple([pickWish]), async ([wish]) => {
    const window = parts.window();
    if (window === undefined) return [];
    const paths = await askForPaths(window, wish);
    for (const chosen of paths) {
      await picked.add(chosen);
      if (wish.what === 'recordings') app.addRecentDocument(chosen);
    }
    return paths;
  });
  registry.handle(CHANNELS.saveText, z.tuple([file]), ([wish]) => replyOf(() => saveText(parts, wish)));
  registry.handle(CHANNELS.reveal, z.tuple([path]), async ([wanted]) => {
    if (await isKnown(parts, wanted)) shell.showItemInFolder(wanted);
  });
  registry.handle(CHANNELS.openExternal, z.tuple([z.string().max(8192)]), async ([url]) => {
    const window = parts.window();
    if (window !== undefined) await openExternal(window, url);
  });
  registry.on(CHANNELS.dragOut, z.tuple([file]), ([wish], sender) => {
    const dragged = parts.drags.write(wish.name, wish.text);
    if (dragged !== undefined) sender.startDrag({ file: dragged, icon: nativeImage.createFromPath(parts.dragIcon) });
  });
}

async function saveText(parts: BridgeParts, { name, text }: z.output<typeof file>): Promise<string | undefined> {
  const window = parts.window();
  if (window === undefined) return undefined;
  const { canceled, filePath } = await dialog.showSaveDialog(window, { defaultPath: safeName(name) });
  if (canceled || filePath === '') return undefined;
  await writeTextFile(filePath, text);
  await parts.picked.add(filePath);
  return filePath;
}

/** A file may be shown when the user chose it or the library speaks of it. */
async function isKnown({ picked, studio }: BridgeParts, wanted: string): Promise<boolean> {
  if (await picked.allows(wanted, 'read')) return true;
  const reply = await studio.handle({ name: 'queue.list', input: {} }, new AbortController().signal);
  if (!reply.ok) return false;
  const { jobs } = reply.value as { readonly jobs: readonly { path: string; result?: { files: readonly string[] } }[] };
  return jobs.some((job) => job.path === wanted || job.result?.files.includes(wanted) === true);
}
