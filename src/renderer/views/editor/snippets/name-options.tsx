import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { TemplateProblem } from '../../../../core/snippets/file-stem.ts';
import { NAME_FIELDS } from '../../../../core/snippets/snippet-wish.ts';
import { Button } from '../../../ui/button.tsx';
import { Field, TextInput } from '../../../ui/field.tsx';
import type { SnippetChoice } from './snippet-choice.ts';

/** How the files are called: a template, with a button for each field that can be in it. */
export function NameOptions({
  choice,
  problem,
  onChange,
}: {
  readonly choice: SnippetChoice;
  readonly problem: TemplateProblem | undefined;
  readonly onChange: (part: Partial<SnippetChoice>) => void;
}) {
  const { t } = useTranslation('snippets');
  const input = useRef<HTMLInputElement>(null);
  const insert = (field: string): void => {
    const { template } = choice;
    const from = input.current?.selectionStart ?? template.length;
    const to = input.current?.selectionEnd ?? from;
    const next = `${template.slice(0, from)}${field}${template.slice(to)}`;
    if (next.length > 300) return;
    onChange({ template: next });
    requestAnimationFrame(() => {
      input.current?.focus();
      input.current?.setSelectionRange(from + field.length, from + field.length);
    });
  };
  const help =
    problem === undefined
      ? t('templateHelp')
      : problem.kind === 'no-field'
        ? t('problem_no-field')
        : t('problem_unknown-field', { field: `{${problem.field}}` });
  return (
    <section aria-label={t('files')} className="flex flex-col gap-2">
      <h3 className="text-sm font-semibold">{t('files')}</h3>
      <Field label={t('template')} help={help} tone={problem === undefined ? 'muted' : 'danger'}>
        {(ids) => (
          <TextInput
            {...ids}
            ref={input}
            maxLength={300}
            spellCheck={false}
            autoComplete="off"
            value={choice.template}
            aria-invalid={problem !== undefined}
            onChange={(event) => onChange({ template: event.target.value })}
            className="font-mono"
          />
        )}
      </Field>
      <div className="grid grid-cols-2 gap-x-2">
        {NAME_FIELDS.map((name) => {
          const field = `{${name}}`;
          const meaning = t(`field_${name}`);
          return (
            <Button
              key={name}
              tone="quiet"
              aria-label={t('insert', { field, meaning })}
              className="h-7! min-w-0 justify-start! px-1.5! text-xs!"
              onClick={() => insert(field)}
            >
              <code className="text-accent">{field}</code>
              <span className="truncate font-normal text-muted">{meaning}</span>
            </Button>
          );
        })}
      </div>
    </section>
  );
}
