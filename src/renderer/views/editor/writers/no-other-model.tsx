import { useTranslation } from 'react-i18next';
import { goTo } from '../../../state/navigation.ts';
import type { Recogniser } from '../../../state/recognisers.ts';
import { Button } from '../../../ui/button.tsx';
import { closeCueDialog } from '../grid/dialog-store.ts';
import { countOthers, OtherLanguages } from './model-list.tsx';

/** There is no model to try, and where to get one. */
export function NoOtherModel({ recognisers }: { readonly recognisers: readonly Recogniser[] }) {
  const { t } = useTranslation('writers');
  return (
    <div className="flex flex-col items-start gap-3">
      <div>
        <p className="font-medium">{t('noOther')}</p>
        <p className="text-muted">{t('noOtherText')}</p>
        <OtherLanguages count={countOthers(recognisers, [])} />
      </div>
      <Button
        onClick={() => {
          closeCueDialog();
          goTo({ view: 'models' });
        }}
      >
        {t('getModels')}
      </Button>
    </div>
  );
}
