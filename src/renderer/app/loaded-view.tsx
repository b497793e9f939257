import { type ComponentType, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** A view whose code is loaded when it is first shown, or before by `load`. */
export interface LoadedView<Props> {
  readonly View: ComponentType<Props>;
  /** Loads the code; rejects when it cannot be had. */
  readonly load: () => Promise<void>;
}

/** A view in a file of its own. Code that cannot be loaded is a fault of the view; to show it anew is to try again. */
export function loadedView<Props extends object>(fetchView: () => Promise<ComponentType<Props>>): LoadedView<Props> {
  let ready: ComponentType<Props> | undefined;
  const load = async (): Promise<void> => {
    ready ??= await fetchView();
  };
  function View(props: Props) {
    const { t } = useTranslation('app');
    const [, setLoaded] = useState(ready !== undefined);
    const [failure, setFailure] = useState<{ readonly error: unknown }>();
    useEffect(() => {
      let isShown = true;
      load().then(
        () => isShown && setLoaded(true),
        (error: unknown) => isShown && setFailure({ error }),
      );
      return () => void (isShown = false);
    }, []);
    if (failure !== undefined) throw failure.error;
    const Ready = ready;
    return Ready === undefined ? <p className="m-auto text-muted">{t('loading')}</p> : <Ready {...props} />;
  }
  return { View, load };
}
