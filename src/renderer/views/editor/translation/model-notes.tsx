import { Settings } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ListedLlm } from '../../../../contract/language-calls.ts';
import { goTo } from '../../../state/navigation.ts';
import { Button } from '../../../ui/button.tsx';

/** The model that is asked first: the most preferred one that can be. */
export function firstModel(models: readonly ListedLlm[]): ListedLlm | undefined {
  return models.find(({ problem }) => problem === undefined) ?? models[0];
}

/** Where a language model would do something: that there is none, and the way to choose one. `text` says what it would do. */
export function NoModel({ text }: { readonly text: string }) {
  const { t } = useTranslation('translation');
  return (
    <div className="flex flex-col gap-2 rounded-md border border-line bg-sunken p-3 text-sm">
      <h3 className="font-medium">{t('noModel')}</h3>
      <p className="text-muted">{text}</p>
      <Button icon={Settings} onClick={() => goTo({ view: 'settings', section: 'llms' })}>
        {t('toSettings')}
      </Button>
    </div>
  );
}

/** Which model is asked, and where texts go; or why it cannot be asked. */
export function ModelLine({ model }: { readonly model: ListedLlm }) {
  const { t } = useTranslation('translation');
  return (
    <p className="text-xs break-words text-muted">
      {t('model', { name: model.id })}
      <br />
      {model.problem?.what ?? (model.leavesComputer ? t('sentTo', { host: model.host ?? '' }) : t('staysHere'))}
    </p>
  );
}
