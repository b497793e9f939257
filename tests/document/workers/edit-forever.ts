import { writeSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { openStore } from '../../../src/platform/store/open-store.ts';
import { silentLogger } from '../../../src/shared/logger.ts';
import { documentLibrary } from '../../../src/studio/documents/document-library.ts';
import { editDocument, redoEdit, undoEdit } from '../../../src/studio/documents/edit-document.ts';

/** Edits job 1 until it is killed: `<folder> <first action>`. Writes the number of each action once it is on the disk. */
// By itself it is written at the end, which never comes here.
flushCompileCache();
const [folder = '', first = '1'] = process.argv.slice(2);
const library = documentLibrary(await openStore(folder, { log: silentLogger, reserveBytes: 0 }));
for (let action = Number(first); ; action++) {
  const kind = action % 7;
  if (kind === 5) undoEdit(library, 1);
  else if (kind === 6) redoEdit(library, 1);
  else editDocument(library, 1, [{ kind: 'set-cue-lines', cue: 'c1', lines: [String(action)] }], String(action));
  writeSync(1, `${action}\n`);
}
