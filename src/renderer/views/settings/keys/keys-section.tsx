import { RotateCcw } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CATALOGUE, type CommandId, titleKey } from '../../../commands/catalogue.ts';
import { isMac, keysOf } from '../../../commands/command-table.ts';
import type { CommandScope } from '../../../commands/command.ts';
import { findConflicts } from '../../../commands/conflicts.ts';
import { showCombo } from '../../../commands/keys.ts';
import { effectiveKeys, KEYMAP_IDS, withKeys } from '../../../commands/keymaps.ts';
import { useHost } from '../../../client/studio-context.tsx';
import { foldText } from '../../../app/palette-search.ts';
import { tell } from '../../../state/notices.ts';
import { Button } from '../../../ui/button.tsx';
import { Select, TextInput } from '../../../ui/field.tsx';
import { SettingRow, useSetting } from '../setting-row.tsx';
import { CommandKeys } from './command-keys.tsx';
import { KeyRecorder } from './key-recorder.tsx';
import { KeymapFileButtons } from './keymap-file-buttons.tsx';

const SCOPES = ['app', 'editor', 'grid', 'text', 'timeline'] as const satisfies readonly CommandScope[];
const NAMES = { voxlane: 'keymap_voxlane', 'subtitle-edit': 'keymap_subtitleEdit', aegisub: 'keymap_aegisub' } as const;

/** The keys of every command: a keymap to start from, and the user's own. */
export function KeysSection() {
  const { t } = useTranslation('settings');
  const { t: tc } = useTranslation('commands');
  const host = useHost();
  const [keymap, setKeymap] = useSetting('keymap');
  const [overrides, setOverrides] = useSetting('keymapOverrides');
  const [typed, setTyped] = useState('');
  const [onlyConflicts, setOnlyConflicts] = useState(false);
  const [recording, setRecording] = useState<CommandId>();
  const machine = useMemo(() => ({ mac: isMac, browser: host.kind === 'browser' }), [host.kind]);
  const keys = useMemo(() => effectiveKeys(keymap, overrides), [keymap, overrides]);
  const conflicts = useMemo(() => findConflicts(keys, machine), [keys, machine]);
  const wanted = foldText(typed.trim());
  const rows = CATALOGUE.filter(({ id }) => {
    if (onlyConflicts && !conflicts.has(id)) return false;
    const texts = [tc(titleKey(id)), ...keysOf(id, keys).map((combo) => showCombo(combo, isMac))];
    return texts.some((text) => foldText(text).includes(wanted));
  });
  const change = (id: CommandId, combos: readonly string[]): void =>
    setOverrides(withKeys(keymap, overrides, id, combos));
  return (
    <>
      <SettingRow row="keymap" label={t('keymap')} help={t('keymap_help')}>
        {(ids) => (
          <Select
            {...ids}
            value={keymap}
            onChange={setKeymap}
            className="w-56"
            options={KEYMAP_IDS.map((value) => ({ value, label: t(NAMES[value]) }))}
          />
        )}
      </SettingRow>
      <div className="sticky top-0 z-10 flex flex-wrap items-center gap-2 bg-page py-3">
        <TextInput
          type="search"
          aria-label={t('keysSearch')}
          placeholder={t('keysSearch')}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          className="min-w-40 flex-1"
        />
        <Button
          icon={RotateCcw}
          disabled={Object.keys(overrides).length === 0}
          onClick={() => {
            setOverrides({});
            tell({
              tone: 'info',
              text: t('keysReset'),
              action: { label: tc('edit_undo'), run: () => setOverrides(overrides) },
            });
          }}
        >
          {t('resetAll')}
        </Button>
        <KeymapFileButtons
          keymap={keymap}
          overrides={overrides}
          onImport={(file) => {
            setKeymap(file.keymap);
            setOverrides(file.keys);
          }}
        />
      </div>
      <label className="flex min-h-7 items-center gap-2">
        <input
          type="checkbox"
          checked={onlyConflicts}
          onChange={() => setOnlyConflicts(!onlyConflicts)}
          className="size-4 shrink-0 accent-(--accent)"
        />
        {t('keysOnlyConflicts')} ({t('conflicts', { count: conflicts.size })})
      </label>
      {rows.length === 0 && <p className="py-3 text-muted">{t('keysNone')}</p>}
      {SCOPES.map((scope) => {
        const list = rows.filter((row) => row.scope === scope);
        if (list.length === 0) return undefined;
        return (
          <section key={scope} aria-label={tc(`scope_${scope}`)}>
            <h3 className="mt-4 mb-1 text-xs font-semibold text-muted">{tc(`scope_${scope}`)}</h3>
            <ul>
              {list.map(({ id }) => (
                <CommandKeys
                  key={id}
                  id={id}
                  combos={keysOf(id, keys)}
                  own={overrides[id] !== undefined}
                  conflicts={conflicts.get(id) ?? []}
                  onAdd={() => setRecording(id)}
                  onRemove={(combo) =>
                    change(
                      id,
                      keysOf(id, keys).filter((each) => each !== combo),
                    )
                  }
                  onReset={() => {
                    const { [id]: _own, ...rest } = overrides;
                    setOverrides(rest);
                  }}
                />
              ))}
            </ul>
          </section>
        );
      })}
      {recording !== undefined && (
        <KeyRecorder
          id={recording}
          keys={keys}
          machine={machine}
          onClose={() => setRecording(undefined)}
          onUse={(combo, takeFrom) => {
            const taken = takeFrom.reduce(
              (now, { id, combo: theirs }) =>
                withKeys(
                  keymap,
                  now,
                  id,
                  keysOf(id, keys).filter((each) => each !== theirs),
                ),
              overrides,
            );
            setOverrides(withKeys(keymap, taken, recording, [...keysOf(recording, keys), combo]));
            setRecording(undefined);
          }}
        />
      )}
    </>
  );
}
