import { BookOpen, Download, Plus, Upload } from 'lucide-react';
import { type SyntheticEvent, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GlossaryTerm } from '../../../../core/document/notes/glossary-term.ts';
import { readGlossary } from '../../../../core/stages/translate/read-glossary.ts';
import { writeGlossary } from '../../../../core/stages/translate/write-glossary.ts';
import { useHost } from '../../../client/studio-context.tsx';
import { tell, tellError } from '../../../state/notices.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Empty } from '../../../ui/empty.tsx';
import { TextInput } from '../../../ui/field.tsx';
import { languageName } from '../../home/names.ts';
import { GlossaryRows } from './glossary-rows.tsx';
import { useTargetLanguages } from './target-languages.ts';
import { closeNoteDialog } from './translation-dialogs.ts';
import { useTranslationEdits } from './use-translation-edits.ts';

/** Most terms a document takes. */
const MOST_TERMS = 5000;

/** The terms of a language: looked through, added, changed, read from a file and written to one. */
export function GlossaryDialog() {
  const { t, i18n } = useTranslation(['translation', 'app']);
  const { tracks, current } = useTargetLanguages();
  const edits = useTranslationEdits();
  const terms = useMemo(() => tracks.find(({ language }) => language === current)?.glossary ?? [], [tracks, current]);
  const [filter, setFilter] = useState('');
  const shown = useMemo(() => {
    const wanted = filter.trim().toLocaleLowerCase();
    const all = terms.map((term, at) => ({ term, at }));
    if (wanted === '') return all;
    return all.filter(({ term }) =>
      [term.source, term.target, term.note ?? ''].some((text) => text.toLocaleLowerCase().includes(wanted)),
    );
  }, [terms, filter]);
  if (current === undefined) return undefined;
  const keep = (next: readonly GlossaryTerm[]): void => {
    if (next.length > MOST_TERMS) tell({ tone: 'warning', text: t('translation:tooManyTerms', { count: MOST_TERMS }) });
    edits.setGlossary(current, next.slice(0, MOST_TERMS));
  };
  const language = languageName(current, i18n.language);
  return (
    <Dialog
      open
      wide
      onClose={closeNoteDialog}
      title={t('translation:glossaryOf', { language })}
      description={t('translation:glossaryText')}
      footer={
        <>
          <FileButtons terms={terms} language={current} onRead={keep} />
          <Button tone="primary" onClick={closeNoteDialog}>
            {t('app:close')}
          </Button>
        </>
      }
    >
      <div className="flex h-[55dvh] min-h-0 flex-col gap-3">
        <AddTerm terms={terms} onAdd={(term) => keep([term, ...terms])} />
        {terms.length === 0 ? (
          <Empty icon={BookOpen} title={t('translation:glossary')} text={t('translation:glossaryNone')} />
        ) : (
          <>
            <div className="flex items-center gap-2">
              <TextInput
                type="search"
                aria-label={t('translation:filterTerms')}
                placeholder={t('translation:filterTerms')}
                value={filter}
                onChange={(event) => setFilter(event.target.value)}
                className="flex-1"
              />
              <span className="tabular text-xs text-muted">{t('translation:terms', { count: shown.length })}</span>
            </div>
            {shown.length === 0 ? (
              <p className="text-sm text-muted">{t('translation:noTermFound')}</p>
            ) : (
              <GlossaryRows
                rows={shown}
                language={current}
                onChange={(at, term) => keep(terms.map((old, place) => (place === at ? term : old)))}
                onDelete={(at) => keep(terms.filter((_, place) => place !== at))}
              />
            )}
          </>
        )}
      </div>
    </Dialog>
  );
}

function AddTerm({
  terms,
  onAdd,
}: {
  readonly terms: readonly GlossaryTerm[];
  readonly onAdd: (term: GlossaryTerm) => void;
}) {
  const { t } = useTranslation('translation');
  const [draft, setDraft] = useState({ source: '', target: '', note: '' });
  const first = useRef<HTMLInputElement>(null);
  const source = draft.source.trim();
  const isKnown = terms.some((term) => term.source.toLocaleLowerCase('und') === source.toLocaleLowerCase('und'));
  const isReady = source !== '' && draft.target.trim() !== '' && !isKnown;
  const add = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (!isReady) return;
    const note = draft.note.trim();
    onAdd({ source, target: draft.target.trim(), ...(note === '' ? {} : { note }) });
    setDraft({ source: '', target: '', note: '' });
    first.current?.focus();
  };
  const field = (key: 'source' | 'target' | 'note', label: string, max: number) => (
    <TextInput
      {...(key === 'source' ? { ref: first } : {})}
      dir="auto"
      aria-label={label}
      placeholder={label}
      maxLength={max}
      autoComplete="off"
      value={draft[key]}
      onChange={(event) => setDraft({ ...draft, [key]: event.target.value })}
      className="min-w-32 flex-1"
    />
  );
  return (
    <form onSubmit={add} className="flex flex-col gap-1">
      <div className="flex flex-wrap gap-2">
        {field('source', t('source'), 200)}
        {field('target', t('target'), 200)}
        {field('note', t('noteOptional'), 500)}
        <Button type="submit" icon={Plus} disabled={!isReady}>
          {t('addTerm')}
        </Button>
      </div>
      {isKnown && (
        <p role="status" className="text-xs text-doubt">
          {t('termKnown')}
        </p>
      )}
    </form>
  );
}

/** A glossary from a file, its terms before those there were, and to one. */
function FileButtons({
  terms,
  language,
  onRead,
}: {
  readonly terms: readonly GlossaryTerm[];
  readonly language: string;
  readonly onRead: (terms: readonly GlossaryTerm[]) => void;
}) {
  const { t } = useTranslation('translation');
  const host = useHost();
  const input = useRef<HTMLInputElement>(null);
  const read = async (file: File): Promise<void> => {
    const fresh = readGlossary(await file.text());
    const known = new Set(fresh.map(({ source }) => source.toLocaleLowerCase('und')));
    onRead([...fresh, ...terms.filter(({ source }) => !known.has(source.toLocaleLowerCase('und')))]);
    tell({ tone: 'info', text: t('imported', { count: fresh.length }) });
  };
  return (
    <>
      <Button icon={Upload} onClick={() => input.current?.click()}>
        {t('importTerms')}
      </Button>
      <Button
        icon={Download}
        disabled={terms.length === 0}
        onClick={() => {
          host.saveText({ name: `glossary.${language}.csv`, text: writeGlossary(terms) }).catch(tellError);
        }}
      >
        {t('exportTerms')}
      </Button>
      <input
        ref={input}
        type="file"
        accept=".csv,.tsv,.txt,.json"
        aria-label={t('importTerms')}
        tabIndex={-1}
        className="hidden"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = '';
          if (file !== undefined) read(file).catch(tellError);
        }}
      />
    </>
  );
}
