import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LlmFileCheck } from '../../../../contract/language-calls.ts';
import type { LlmChoice } from '../../../../core/llm/llm-choice.ts';
import { LLM_KINDS } from '../../../../core/llm/llm-spec.ts';
import { toAppError } from '../../../../shared/app-error.ts';
import { ask } from '../../../client/ask.ts';
import { useHost } from '../../../client/studio-context.tsx';
import { tellError } from '../../../state/notices.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Field, Select, Switch, TextInput } from '../../../ui/field.tsx';
import { choiceOfDraft, type DraftFault, draftOf, type LlmDraft, needsPlainHttp, newDraft } from './llm-draft.ts';
import { LimitFields } from './limit-fields.tsx';
import { LocalFileField } from './local-file-field.tsx';
import { LLM_PRESETS, type PresetId } from './llm-presets.ts';

/** Writes a language model: a provider whose address is known, any other server, or a file of this computer. */
export function LlmDialog({
  model,
  onSave,
  onClose,
}: {
  /** `undefined` for a new one. */
  readonly model: LlmChoice | undefined;
  readonly onSave: (model: LlmChoice) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation(['llms', 'settings']);
  const form = useId();
  const [draft, setDraft] = useState<LlmDraft>(() => (model === undefined ? newDraft('ollama') : draftOf(model)));
  const { api } = useHost();
  const [fault, setFault] = useState<DraftFault>();
  const [looked, setLooked] = useState<{ readonly model: string; readonly check: LlmFileCheck }>();
  const isThere = useRef(false);
  useEffect(() => {
    isThere.current = true;
    return () => void (isThere.current = false);
  }, []);
  const change = (part: Partial<LlmDraft>): void => {
    setDraft((before) => ({ ...before, ...part }));
    setFault(undefined);
  };
  /** Whether the file of a model can be used. One that is kept as it was is not looked at: its disk may not be plugged in. */
  const look = async (text: string): Promise<boolean> => {
    const name = text.trim();
    if (name === '' || (model?.kind === 'local' && model.model === name)) return true;
    // What was wrong may be mended by now.
    const isKnown = looked?.model === name && looked.check.kind === 'fits';
    const known = isKnown ? looked.check : await ask(api, 'llm.file', { model: name }).catch(notLooked);
    setLooked({ model: name, check: known });
    return known.kind === 'fits';
  };
  const save = async (): Promise<void> => {
    const choice = choiceOfDraft(draft);
    if ('fault' in choice) setFault(choice);
    else if (choice.kind !== 'local' || (await look(choice.model))) {
      // The look takes a while: the dialog may be cancelled meanwhile, or saved by another press.
      if (isThere.current) onSave(choice);
    }
  };
  const presets: readonly { readonly value: PresetId; readonly label: string }[] = [
    ...LLM_PRESETS.map(({ id, name, url }) => ({
      value: id,
      label: url.startsWith('http:') ? t('preset_here', { name }) : name,
    })),
    { value: 'local', label: t('preset_local') },
    { value: 'other', label: t('preset_other') },
  ];
  const isLocal = draft.preset === 'local';
  return (
    <Dialog
      open
      onClose={onClose}
      title={model === undefined ? t('add_title') : t('edit_title')}
      footer={
        <>
          <Button onClick={onClose}>{t('settings:cancel')}</Button>
          <Button tone="primary" type="submit" form={form}>
            {t('save')}
          </Button>
        </>
      }
    >
      <form
        id={form}
        noValidate
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          save().catch(tellError);
        }}
      >
        <Field label={t('preset')}>
          {(ids) => (
            <Select
              {...ids}
              value={draft.preset}
              options={presets}
              onChange={(preset) => {
                const { url, kind } = newDraft(preset);
                change({ preset, url, kind, ...(isLocal || preset === 'local' ? { model: '' } : {}) });
              }}
            />
          )}
        </Field>
        {!isLocal && <AddressFields draft={draft} change={change} />}
        {isLocal ? (
          <LocalFileField
            model={draft.model}
            check={looked?.model === draft.model.trim() ? looked.check : undefined}
            onChange={(text, chosen) => {
              if (text !== draft.model) change({ model: text });
              if (chosen) look(text).catch(tellError);
            }}
          />
        ) : (
          <Field label={t('model')} help={modelHelp(draft.preset)}>
            {(ids) => (
              <TextInput
                {...ids}
                value={draft.model}
                spellCheck={false}
                autoComplete="off"
                onChange={(event) => change({ model: event.target.value })}
              />
            )}
          </Field>
        )}
        <Field label={t('context')} help={isLocal ? t('context_help_local') : t('context_help')}>
          {(ids) => (
            <TextInput
              {...ids}
              inputMode="numeric"
              value={draft.contextTokens}
              onChange={(event) => change({ contextTokens: event.target.value })}
              className="w-32"
            />
          )}
        </Field>
        {!isLocal && <LimitFields draft={draft} change={change} open={fault !== undefined && isLimit(fault)} />}
        <p role="alert" className="text-sm text-danger">
          {fault !== undefined && t(`fault_${fault.fault}`, { field: t(`field_${fault.field}`) })}
        </p>
      </form>
    </Dialog>
  );

  function modelHelp(preset: PresetId): string | undefined {
    const example = LLM_PRESETS.find(({ id }) => id === preset)?.example;
    return example === undefined ? undefined : t('model_help', { example });
  }
}

/** Why a file may not even be looked at, e.g. one that nobody picked on a desktop. */
function notLooked(problem: unknown): LlmFileCheck {
  return { kind: 'failed', error: toAppError(problem).toData() };
}

function isLimit({ field }: DraftFault): boolean {
  return !['url', 'model', 'contextTokens'].includes(field);
}

/** Where the server is, and which protocol it speaks where no preset knows. */
function AddressFields({
  draft,
  change,
}: {
  readonly draft: LlmDraft;
  readonly change: (part: Partial<LlmDraft>) => void;
}) {
  const { t } = useTranslation('llms');
  const help = draft.preset === 'bedrock' ? t('address_help_bedrock') : t('address_help');
  return (
    <>
      <Field label={t('address')} help={help}>
        {(ids) => (
          <TextInput
            {...ids}
            type="url"
            value={draft.url}
            spellCheck={false}
            onChange={(event) => change({ url: event.target.value })}
          />
        )}
      </Field>
      {draft.preset === 'other' && (
        <Field label={t('kind')}>
          {(ids) => (
            <Select
              {...ids}
              value={draft.kind}
              onChange={(kind) => change({ kind })}
              options={LLM_KINDS.map((value) => ({ value, label: t(`kind_${value}`) }))}
            />
          )}
        </Field>
      )}
      {needsPlainHttp(draft.url) && (
        <Field label={t('plainHttp')} help={t('plainHttp_help')}>
          {(ids) => <Switch {...ids} checked={draft.plainHttp} onChange={(plainHttp) => change({ plainHttp })} />}
        </Field>
      )}
    </>
  );
}
