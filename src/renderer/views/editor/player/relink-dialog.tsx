import { useTranslation } from 'react-i18next';
import { useStored } from '../../../state/store.ts';
import { BrowseDialog } from '../../home/browse-dialog.tsx';
import { mediaStore } from './media-store.ts';
import { useRelink } from './use-media.ts';

/** Asks a browser's user where the recording is now, on the machine that the studio runs on. */
export function RelinkDialog() {
  const { t } = useTranslation('timeline');
  const relinking = useStored(mediaStore, (state) => state.relinking);
  const { take } = useRelink();
  if (relinking === undefined) return undefined;
  const folder = /^(.+)[\\/]/.exec(relinking.path)?.[1];
  return (
    <BrowseDialog
      single={{ title: t('relinkTitle'), action: t('relinkUse'), startPath: folder }}
      onClose={() => take(undefined)}
      onChoose={([path]) => take(path)}
    />
  );
}
