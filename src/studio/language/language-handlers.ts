import type { LanguageProgress } from '../../contract/language-calls.ts';
import { classifyDocument } from '../classify/classify-document.ts';
import type { HandlerContext, HandlersOf } from '../handlers.ts';
import { summarizeDocument } from '../summarize/summarize-document.ts';
import { translateDocument } from '../translate/translate-document.ts';
import { wordAgain } from '../translate/word-again.ts';
import { checkLocalLlm, listLocalLlms } from './local-files.ts';
import { llmUsage } from './llm-usage.ts';
import { listLlms } from './list-llms.ts';
import type { Progress } from './progress-told.ts';
import { testLlm } from './test-llm.ts';

/** The calls that work over documents with a language model. */
export const languageHandlers: HandlersOf<'language'> = {
  'language.translate'({ call, ...wish }, context) {
    const { id, language } = wish;
    const onProgress = tellAs(context, { id, kind: 'translate', language, ...(call === undefined ? {} : { call }) });
    return translateDocument(context.library, wish, { signal: context.signal, events: context.events, onProgress });
  },
  'language.classify'({ call, ...wish }, context) {
    const onProgress = tellAs(context, { id: wish.id, kind: 'classify', ...(call === undefined ? {} : { call }) });
    return classifyDocument(context.library, wish, { signal: context.signal, events: context.events, onProgress });
  },
  'language.summarize'({ call, ...wish }, context) {
    const { id, language } = wish;
    const of = { id, kind: 'summarize' as const, ...(language === undefined ? {} : { language }) };
    const onProgress = tellAs(context, { ...of, ...(call === undefined ? {} : { call }) });
    return summarizeDocument(context.library, wish, { signal: context.signal, events: context.events, onProgress });
  },
  'language.alternatives'({ call, ...wish }, context) {
    const { id, language } = wish;
    const onProgress = tellAs(context, { id, kind: 'translate', language, ...(call === undefined ? {} : { call }) });
    return wordAgain(context.library, wish, { signal: context.signal, onProgress });
  },
};

/** The calls about the models themselves. */
export const llmHandlers: HandlersOf<'llm'> = {
  'llm.list': (_input, { library }) => listLlms(library),
  'llm.files': (_input, { library }) => listLocalLlms(library),
  'llm.file': ({ model }, { library }) => checkLocalLlm(library, model),
  'llm.test': ({ choice }, { library, signal }) => testLlm(library, choice, signal),
  'llm.usage': ({ choices }, { library, signal }) => llmUsage(library, choices, Date.now(), signal),
};

/** Tells progress of one call as events. */
function tellAs(
  { events }: HandlerContext,
  of: Pick<LanguageProgress, 'id' | 'kind' | 'call' | 'language'>,
): (progress: Progress) => void {
  return (progress) => events.emit('language', { ...of, ...progress });
}
