import { ChevronDown, ChevronRight, Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonView } from '../../../contract/voice-calls.ts';
import { useAnswer } from '../../client/use-answer.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorBox } from '../../ui/error-box.tsx';
import { Menu } from '../../ui/menu.tsx';
import { spanText } from '../../ui/time.ts';
import { PersonDialog, type PersonTask } from './person-dialog.tsx';

/** Everybody whose voice is stored, with the recordings each sample came from. */
export function PeopleList({ onChange }: { readonly onChange: () => void }) {
  const { t } = useTranslation(['voices', 'app']);
  const { value, error, again } = useAnswer('voices.list', {});
  const [task, setTask] = useState<PersonTask>();
  return (
    <section>
      <h2 className="mb-1 text-base font-semibold">{t('people')}</h2>
      {error !== undefined && <ErrorBox error={error} action={<Button onClick={again}>{t('app:retry')}</Button>} />}
      <ul>
        {value?.map((person) => (
          <PersonRow key={person.name} person={person} alone={value.length === 1} onTask={setTask} />
        ))}
      </ul>
      {task !== undefined && (
        <PersonDialog
          task={task}
          others={value?.map(({ name }) => name).filter((name) => name !== task.name) ?? []}
          onClose={(changed) => {
            // An answer that is late must not close the dialog of another person.
            setTask((now) => (now === task ? undefined : now));
            if (!changed) return;
            again();
            onChange();
          }}
        />
      )}
    </section>
  );
}

function PersonRow({
  person,
  alone,
  onTask,
}: {
  readonly person: PersonView;
  readonly alone: boolean;
  readonly onTask: (task: PersonTask) => void;
}) {
  const { t, i18n } = useTranslation('voices');
  const [open, setOpen] = useState(false);
  const { name, samples, speech } = person;
  const span = (ms: number): string => spanText(ms, i18n.language);
  const Arrow = open ? ChevronDown : ChevronRight;
  return (
    <li className="border-b border-line py-1">
      <div className="flex items-center gap-2">
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="flex min-h-(--control) min-w-0 flex-1 flex-wrap items-center gap-x-2 rounded-md px-1 text-left hover:bg-hover"
        >
          <Arrow size={16} aria-hidden className="shrink-0 text-muted" />
          <span dir="auto" className="min-w-0 font-medium break-words">
            {name}
          </span>
          <span className="text-muted">
            {t('personFacts', { samples: t('sampleCount', { count: samples.length }), speech: span(speech) })}
          </span>
        </button>
        <Menu
          items={[
            { key: 'rename', label: t('rename'), run: () => onTask({ kind: 'rename', name }) },
            { key: 'merge', label: t('merge'), enabled: !alone, run: () => onTask({ kind: 'merge', name }) },
            {
              key: 'remove',
              label: t('remove'),
              danger: true,
              separator: true,
              run: () => onTask({ kind: 'remove', name }),
            },
          ]}
        >
          <button
            type="button"
            aria-label={t('actionsOf', { name })}
            className="inline-flex size-(--control) items-center justify-center rounded-md hover:bg-hover"
          >
            <Ellipsis size={16} aria-hidden />
          </button>
        </Menu>
      </div>
      {open && (
        <table className="mb-2 ml-7 text-left text-sm">
          <caption className="sr-only">{t('samples', { name })}</caption>
          <thead className="text-xs text-muted">
            <tr>
              {(['recording', 'model', 'speech'] as const).map((column) => (
                <th key={column} scope="col" className="pr-4 font-semibold">
                  {t(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {samples.map((sample, index) => (
              <tr key={`${sample.recording} ${sample.model} ${index}`}>
                <td className="pr-4 break-all">{sample.recording}</td>
                <td className="pr-4">{sample.model}</td>
                <td className="tabular">{span(sample.speech)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </li>
  );
}
