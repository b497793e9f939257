import { type ReactNode, useId } from 'react';
import type { SettingKey, Settings } from '../../../core/settings/schema.ts';
import { useHost } from '../../client/studio-context.tsx';
import { tellError } from '../../state/notices.ts';
import { setSetting, settingsStore } from '../../state/settings.ts';
import { useStored } from '../../state/store.ts';
import type { RowId } from './sections.ts';

/** A setting and the function that saves it at once; what cannot be saved is told and taken back. */
export function useSetting<Key extends SettingKey>(key: Key): readonly [Settings[Key], (value: Settings[Key]) => void] {
  const { api } = useHost();
  // The view is shown only once the settings are there.
  const value = useStored(settingsStore, ({ values }) => values?.[key]) as Settings[Key];
  return [value, (next) => void setSetting(api, key, next).catch(tellError)];
}

/** A line of the settings: name and help on the left, the control on the right. */
export function SettingRow({
  row,
  label,
  help,
  children,
}: {
  /** Where a search leads to. */
  readonly row: RowId;
  readonly label: string;
  readonly help?: string | undefined;
  readonly children: (ids: { readonly id: string; readonly 'aria-describedby'?: string }) => ReactNode;
}) {
  const id = useId();
  return (
    <div id={`row-${row}`} className="flex flex-wrap items-center gap-x-6 gap-y-2 border-b border-line py-3">
      <div className="min-w-56 flex-1">
        <label htmlFor={id} className="text-sm font-medium">
          {label}
        </label>
        {help !== undefined && (
          <p id={`${id}-help`} className="text-sm text-muted">
            {help}
          </p>
        )}
      </div>
      {children({ id, ...(help === undefined ? {} : { 'aria-describedby': `${id}-help` }) })}
    </div>
  );
}

/** A part of a section with a heading of its own. */
export function SettingBlock({
  row,
  title,
  help,
  actions,
  children,
}: {
  readonly row?: RowId;
  readonly title: string;
  readonly help?: string | undefined;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section {...(row === undefined ? {} : { id: `row-${row}` })} className="mt-6">
      <div className="flex flex-wrap items-center gap-2">
        <div className="min-w-56 flex-1">
          <h3 className="text-sm font-semibold">{title}</h3>
          {help !== undefined && <p className="text-sm text-muted">{help}</p>}
        </div>
        {actions}
      </div>
      <div className="mt-2">{children}</div>
    </section>
  );
}
