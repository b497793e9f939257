import { ArrowDown, ArrowUp, CaseSensitive, Regex, Search, WholeWord } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { isMac, keysOf } from '../../../commands/command-table.ts';
import { showCombo } from '../../../commands/keys.ts';
import { selection } from '../../../state/selection.ts';
import { useStored } from '../../../state/store.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import { Select, TextInput } from '../../../ui/field.tsx';
import { Empty } from '../../../ui/empty.tsx';
import { languageName } from '../../home/names.ts';
import { useTargetLanguages } from '../translation/target-languages.ts';
import { useDocument, useLocked } from '../session-context.tsx';
import { compileState, type CompiledQuery, FIND_FIELD, findState, hitKey, REPLACE_FIELD } from './find-state.ts';
import { FindResults } from './find-results.tsx';
import { countPlaces } from './places.ts';
import { useFindActions } from './use-find.ts';

/** Finds text in the cues, shows every place, and replaces those that are checked as one step. */
export function FindPanel() {
  const { t, i18n } = useTranslation('find');
  const { current: target } = useTargetLanguages();
  const readOnly = useLocked();
  const state = useStored(findState, (now) => now);
  const language = useDocument((document) => document.language);
  const actions = useFindActions();
  const compiled = compileState(state, language);
  const set = findState.setState;
  const count = countPlaces(state.hits);
  const isReplacing = !readOnly && state.replacement !== '';
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    actions.step(event.shiftKey ? -1 : 1);
  };
  const checked = state.hits.filter((hit) => !state.unchecked.has(hitKey(hit))).length;
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex flex-col gap-2 border-b border-line p-3">
        {/* Tab goes from one field to the other; what narrows the search is reached behind both. */}
        <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-1 gap-y-2">
          <TextInput
            id={FIND_FIELD}
            aria-label={t('query')}
            placeholder={t('query')}
            autoComplete="off"
            dir="auto"
            value={state.text}
            aria-invalid={compiled.kind === 'invalid' && compiled.reason !== 'empty'}
            onChange={(event) => set({ text: event.target.value, place: undefined, unchecked: new Set() })}
            onKeyDown={onKeyDown}
          />
          {!readOnly && (
            <TextInput
              id={REPLACE_FIELD}
              aria-label={t('replacement')}
              placeholder={t('replacement')}
              title={state.mode === 'regex' ? t('patternHint') : t('hint')}
              autoComplete="off"
              dir="auto"
              value={state.replacement}
              onChange={(event) => set({ replacement: event.target.value })}
              className="col-span-2 row-start-2"
            />
          )}
          <span className="col-start-2 row-start-1 flex gap-1">
            <Toggle icon={CaseSensitive} label={t('matchCase')} on={state.caseSensitive} name="caseSensitive" />
            <Toggle icon={WholeWord} label={t('wholeWord')} on={state.wholeWord} name="wholeWord" />
            <IconButton
              label={t('pattern')}
              icon={Regex}
              pressed={state.mode === 'regex'}
              onClick={() => set({ mode: state.mode === 'regex' ? 'plain' : 'regex' })}
            />
          </span>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <Select
            label={t('scope')}
            value={state.within === undefined ? 'all' : 'selection'}
            onChange={(scope) =>
              set({ within: scope === 'all' ? undefined : new Set(selection.getState().cueIds), place: undefined })
            }
            options={[
              { value: 'all', label: t('scope_all') },
              { value: 'selection', label: t('scope_selection') },
            ]}
          />
          {target !== undefined && (
            <Select
              label={t('side')}
              value={state.side}
              onChange={(side) => set({ side, place: undefined, unchecked: new Set() })}
              options={(['both', 'source', 'target'] as const).map((value) => ({
                value,
                label: t(`side_${value}`, { language: languageName(target, i18n.language) }),
              }))}
            />
          )}
          <IconButton
            label={t('previous')}
            keys={keysFor('edit.findPrevious')}
            icon={ArrowUp}
            disabled={count === 0}
            onClick={() => actions.step(-1)}
          />
          <IconButton
            label={t('next')}
            keys={keysFor('edit.findNext')}
            icon={ArrowDown}
            disabled={count === 0}
            onClick={() => actions.step(1)}
          />
          <span role="status" className="text-xs text-muted">
            <FindStatus
              compiled={compiled}
              count={count}
              cues={new Set(state.hits.map(({ cue }) => cue)).size}
              searching={state.searching}
            />
          </span>
        </div>
        {state.skipped > 0 && <p className="text-xs text-doubt">{t('skipped', { count: state.skipped })}</p>}
        {!readOnly && (
          <div className="flex flex-wrap gap-2">
            <Button disabled={count === 0} onClick={actions.replaceOne}>
              {t('replaceOne')}
            </Button>
            <Button disabled={checked === 0} onClick={actions.replaceChecked}>
              {t('replaceChecked', { count: checked })}
            </Button>
          </div>
        )}
      </div>
      {compiled.kind === 'ready' ? (
        <FindResults
          matcher={compiled.matcher}
          replacement={isReplacing ? state.replacement : undefined}
          goTo={actions.goTo}
        />
      ) : (
        state.text === '' && <Empty icon={Search} title={t('emptyTitle')} text={t('emptyText')} />
      )}
    </div>
  );
}

function keysFor(id: 'edit.findNext' | 'edit.findPrevious'): string {
  return showCombo(keysOf(id)[0] ?? '', isMac);
}

function Toggle({
  icon,
  label,
  on,
  name,
}: {
  readonly icon: typeof Regex;
  readonly label: string;
  readonly on: boolean;
  readonly name: 'caseSensitive' | 'wholeWord';
}) {
  return <IconButton label={label} icon={icon} pressed={on} onClick={() => findState.setState({ [name]: !on })} />;
}

function FindStatus({
  compiled,
  count,
  cues,
  searching,
}: {
  readonly compiled: CompiledQuery;
  readonly count: number;
  readonly cues: number;
  readonly searching: boolean;
}) {
  const { t } = useTranslation('find');
  if (compiled.kind === 'invalid') {
    if (compiled.reason === 'empty') return undefined;
    return <span className="text-danger">{t(`invalid_${compiled.reason}`, { detail: compiled.detail ?? '' })}</span>;
  }
  if (searching) return t('searching');
  if (count === 0) return t('none');
  return `${t('count', { count })} ${t('inCues', { count: cues })}`;
}
