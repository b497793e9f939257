import { Component, type ErrorInfo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { toAppError } from '../../shared/app-error.ts';
import { Button } from '../ui/button.tsx';

interface Props {
  readonly children: ReactNode;
}

interface State {
  readonly failure: { readonly error: unknown } | undefined;
}

/** Keeps a fault of one view from taking the window with it. */
export class ViewBoundary extends Component<Props, State> {
  override state: State = { failure: undefined };

  static getDerivedStateFromError(error: unknown): State {
    return { failure: { error } };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    console.error(error, info.componentStack);
  }

  override render(): ReactNode {
    if (this.state.failure === undefined) return this.props.children;
    return <Broken error={this.state.failure.error} onRetry={() => this.setState({ failure: undefined })} />;
  }
}

function Broken({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  const { t } = useTranslation('app');
  const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return (
    <div role="alert" className="m-auto flex max-w-lg flex-col gap-2 p-8">
      <h2 className="text-base font-semibold">{t('broken')}</h2>
      <p>{t('brokenMeaning')}</p>
      <p>{t('brokenAction')}</p>
      <div className="flex gap-2">
        <Button tone="primary" onClick={onRetry}>
          {t('retry')}
        </Button>
        <Button onClick={() => globalThis.location.reload()}>{t('reload')}</Button>
        <Button
          onClick={() =>
            void navigator.clipboard.writeText(JSON.stringify({ ...toAppError(error).toData(), details }, null, 2))
          }
        >
          {t('copyDetails')}
        </Button>
      </div>
    </div>
  );
}
