/** Files of a drop, those of folders in it too. `fromFolder`: at least one came out of a folder. */
export interface DroppedFiles {
  readonly files: readonly File[];
  readonly fromFolder: boolean;
}

/** A folder with more files than this is not meant for a browser. */
const MOST_FILES = 5000;

/**
 * Reads what was dropped; call it inside the event, whose data is gone afterwards. On a desktop `keepFolders` hands
 * folders on as they are, since their paths are enough.
 */
export function readDropped(data: DataTransfer, keepFolders: boolean): Promise<DroppedFiles> {
  const files = [...data.files];
  const entries = [...data.items].flatMap((item) => (item.kind === 'file' ? (item.webkitGetAsEntry() ?? []) : []));
  if (keepFolders || !entries.some((entry) => entry.isDirectory)) {
    return Promise.resolve({ files, fromFolder: false });
  }
  return walk(entries).then((found) => ({ files: found, fromFolder: true }));
}

async function walk(entries: readonly FileSystemEntry[]): Promise<File[]> {
  const found: File[] = [];
  const waiting = [...entries];
  for (let entry = waiting.shift(); entry !== undefined && found.length < MOST_FILES; entry = waiting.shift()) {
    if (entry.name.startsWith('.')) continue;
    if (isFile(entry)) found.push(await fileOf(entry));
    else waiting.push(...(await childrenOf(entry as FileSystemDirectoryEntry)));
  }
  return found;
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

/** A reader gives a hundred at a time, and nothing at the end. */
async function childrenOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all.sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));
    all.push(...some);
  }
}
