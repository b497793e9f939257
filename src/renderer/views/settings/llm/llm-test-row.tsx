import { FlaskConical, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LlmTest } from '../../../../contract/language-calls.ts';
import type { LlmChoice } from '../../../../core/llm/llm-choice.ts';
import { type ErrorData, toAppError } from '../../../../shared/app-error.ts';
import { ask } from '../../../client/ask.ts';
import { useHost } from '../../../client/studio-context.tsx';
import { AlertText } from '../../../ui/alert-text.tsx';
import { Button } from '../../../ui/button.tsx';
import { ErrorBox } from '../../../ui/error-box.tsx';

/** What came of a test that was answered. */
type Answered = Exclude<LlmTest, { readonly kind: 'failed' }>;

/** Asks a model something small and says how it did. */
export function LlmTestRow({
  model,
  blocked,
  onTested,
}: {
  readonly model: LlmChoice;
  readonly blocked: boolean;
  readonly onTested: () => void;
}) {
  const { t } = useTranslation(['llms', 'app']);
  const { api } = useHost();
  const work = useRef<AbortController>(undefined);
  const [busy, setBusy] = useState(false);
  const [result, setResult] = useState<Answered>();
  const [error, setError] = useState<ErrorData>();
  useEffect(() => () => work.current?.abort(), []);
  const test = async (): Promise<void> => {
    const abort = new AbortController();
    work.current = abort;
    setBusy(true);
    setError(undefined);
    setResult(undefined);
    try {
      const answer = await ask(api, 'llm.test', { choice: model }, { signal: abort.signal });
      if (answer.kind === 'failed') setError(answer.error);
      else setResult(answer);
      onTested();
    } catch (problem) {
      if (!abort.signal.aborted) setError(toAppError(problem).toData());
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        {busy ? (
          <Button icon={X} onClick={() => work.current?.abort()}>
            {t('app:cancel')}
          </Button>
        ) : (
          <Button icon={FlaskConical} disabled={blocked} onClick={() => void test()}>
            {t('test')}
          </Button>
        )}
        <div role="status" className="min-w-48 flex-1">
          {busy ? t('testing') : result !== undefined && <TestResult result={result} />}
        </div>
      </div>
      {error !== undefined && <ErrorBox error={error} />}
    </div>
  );
}

function TestResult({ result }: { readonly result: Answered }) {
  return (
    <div>
      <TestAnswer result={result} />
      {result.alerts.map((alert, index) => (
        <p key={index} className="text-xs break-words text-doubt">
          <AlertText alert={alert} />
        </p>
      ))}
    </div>
  );
}

function TestAnswer({ result }: { readonly result: Answered }) {
  const { t } = useTranslation('llms');
  const seconds = result.processing_time / 1000;
  if (result.kind === 'useless')
    return (
      <>
        <p className="text-doubt">{t('test_useless', { seconds })}</p>
        {result.text !== '' && <p className="text-xs break-words text-muted">{result.text}</p>}
      </>
    );
  const { shape, usage, contextTokens, id } = result;
  return (
    <>
      <p className="text-good">{t('test_works', { model: id, seconds })}</p>
      <p className="text-xs text-muted">
        {t(`shape_${shape}`)} {t('test_tokens', { tokens: usage.inputTokens + usage.outputTokens })}
        {contextTokens === undefined ? '' : ` ${t('test_context', { tokens: contextTokens })}`}
      </p>
    </>
  );
}
