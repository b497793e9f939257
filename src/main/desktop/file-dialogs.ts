import { type BrowserWindow, dialog, type OpenDialogOptions } from 'electron';
import type { PickWish } from '../../contract/bridge.ts';
import { CODECS } from '../../core/formats/registry.ts';
import { t } from '../i18n/translate.ts';

const RECORDINGS =
  '3gp aac ac3 aiff amr ape asf avi caf dv eac3 flac flv m2ts m4a m4b m4v mka mkv mov mp2 mp3 mp4 mpeg mpg mts mxf oga ogg ogv opus ra rm spx ts tta vob w64 wav webm wma wmv wv';

/** What the system's dialog is asked for. */
function dialogOptions(wish: PickWish): OpenDialogOptions {
  const all = { name: t('filter.all'), extensions: ['*'] };
  switch (wish.what) {
    case 'recordings': {
      const filters = [{ name: t('filter.recordings'), extensions: RECORDINGS.split(' ') }, all];
      return { title: wish.title, properties: ['openFile', 'multiSelections'], filters };
    }
    case 'subtitles': {
      const extensions = [...new Set(CODECS.flatMap((codec) => codec.extensions))];
      return {
        title: wish.title,
        properties: ['openFile'],
        filters: [{ name: t('filter.subtitles'), extensions }, all],
      };
    }
    case 'folder':
      return { title: wish.title, properties: ['openDirectory', 'createDirectory'] };
    case 'gguf':
      return { title: wish.title, properties: ['openFile'], filters: [{ name: 'GGUF', extensions: ['gguf'] }, all] };
    case 'model':
      return { title: wish.title, properties: ['openDirectory'] };
  }
}

/** Lets the user choose; empty when dismissed. */
export async function askForPaths(window: BrowserWindow, wish: PickWish): Promise<readonly string[]> {
  const answer = await dialog.showOpenDialog(window, dialogOptions(wish));
  return answer.canceled ? [] : answer.filePaths;
}
