import { useTranslation } from 'react-i18next';
import type { LanguageProgress, ListedLlm } from '../../../../contract/language-calls.ts';
import { AppError } from '../../../../shared/app-error.ts';
import { ask } from '../../../client/ask.ts';
import { useHost } from '../../../client/studio-context.tsx';
import { tell } from '../../../state/notices.ts';
import { languageWork, untoldHosts } from './language-work.ts';
import { openNoteDialog } from './translation-dialogs.ts';

const NO_MODEL = {
  translate: 'translation:noModelText',
  classify: 'classes:noModelText',
  summarize: 'summary:noModelText',
} as const;

/** Goes on when there is a model that may be asked, and somebody was told what leaves the computer for this `kind` of work. */
export function useModelGate(
  kind: LanguageProgress['kind'] = 'translate',
): (go: (models: readonly ListedLlm[]) => void) => Promise<void> {
  const { t } = useTranslation(['translation', 'classes', 'summary']);
  const { api } = useHost();
  return async (go) => {
    const models = await ask(api, 'llm.list', {});
    const [first] = models;
    if (first === undefined) return void tell({ tone: 'info', text: t(NO_MODEL[kind]) });
    const usable = models.filter(({ problem }) => problem === undefined);
    if (usable.length === 0 && first.problem !== undefined) throw AppError.fromData(first.problem);
    const hosts = untoldHosts(usable);
    if (hosts.length === 0) return go(usable);
    languageWork.setState({ question: { kind, hosts, go: () => go(usable) } });
    return openNoteDialog('leaves');
  };
}
