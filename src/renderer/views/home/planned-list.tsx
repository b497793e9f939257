import { CircleAlert, Globe, Link, LoaderCircle, Upload as UploadIcon, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PlannedInput } from '../../../contract/queue-calls.ts';
import { useHost } from '../../client/studio-context.tsx';
import { addUnseen, type Batch, dropBatch, newJobs, plannedKey, setTaken, setTracks } from '../../state/new-jobs.ts';
import { useStored } from '../../state/store.ts';
import { cancelUpload, type Upload, uploads } from '../../state/uploads.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { ErrorBox } from '../../ui/error-box.tsx';
import { Progress } from '../../ui/progress.tsx';
import { timecode } from '../../ui/time.ts';
import { useErrorTexts } from '../../ui/use-error-texts.ts';
import { baseName } from './names.ts';

/** Recordings to be queued, with their lengths and what is wrong with them; single ones can be left out. */
export function PlannedList() {
  const { t } = useTranslation('home');
  const { api } = useHost();
  const { batches, left, tracks } = useStored(newJobs, (all) => all);
  const sending = useStored(uploads, ({ list }) => list);
  const files = batches.filter(({ kind }) => kind === 'files').flatMap(({ inputs }) => inputs);
  return (
    <section aria-label={t('recordings')} className="flex flex-col gap-2">
      <ul className="max-h-[30dvh] overflow-auto rounded-md border border-line">
        {sending.map((upload) => (
          <UploadRow key={`upload-${upload.key}`} upload={upload} />
        ))}
        {batches.map((batch) => (
          <BatchRows key={batch.key} batch={batch} left={left} />
        ))}
      </ul>
      {files.length > 1 && (
        <label className="flex items-center gap-2 text-sm">
          <input type="checkbox" checked={tracks} onChange={(event) => setTracks(api, event.currentTarget.checked)} />
          {t('tracksOfOne')}
        </label>
      )}
    </section>
  );
}

const ROW = 'flex min-h-10 items-center gap-3 border-b border-line px-3 py-1.5 last:border-b-0';

function UploadRow({ upload }: { readonly upload: Upload }) {
  const { t } = useTranslation('home');
  const label = t('uploading', { name: upload.name });
  return (
    <li className={ROW}>
      <UploadIcon size={16} aria-hidden className="shrink-0 text-muted" />
      <span className="min-w-0 flex-1 truncate">{upload.name}</span>
      <span className="w-40 shrink-0">
        <Progress value={upload.sentBytes / upload.totalBytes} label={label} />
      </span>
      <IconButton label={t('stopUpload', { name: upload.name })} icon={X} onClick={() => cancelUpload(upload.key)} />
    </li>
  );
}

function BatchRows({ batch, left }: { readonly batch: Batch; readonly left: ReadonlySet<string> }) {
  const { t } = useTranslation('home');
  const { api } = useHost();
  const [first = ''] = batch.inputs;
  if (batch.state === 'looking') {
    return (
      <li className={ROW}>
        <LoaderCircle size={16} aria-hidden className="shrink-0 animate-spin text-muted" />
        <span className="min-w-0 flex-1 truncate text-muted">
          {batch.kind === 'address'
            ? t('lookingAt', { address: first })
            : t('lookingFiles', { count: batch.inputs.length })}
        </span>
        {batch.kind === 'address' && <Button onClick={() => addUnseen(api, batch)}>{t('addUnseen')}</Button>}
        <IconButton label={t('stopLooking')} icon={X} onClick={() => dropBatch(batch.key)} />
      </li>
    );
  }
  if (batch.state === 'failed' && batch.error !== undefined) {
    return (
      <li className="p-2">
        <ErrorBox
          error={batch.error}
          action={
            <>
              {batch.kind === 'address' && <Button onClick={() => addUnseen(api, batch)}>{t('addUnseen')}</Button>}
              <Button onClick={() => dropBatch(batch.key)}>{t('leaveOut')}</Button>
            </>
          }
        />
      </li>
    );
  }
  const some = batch.planned.filter(({ kind }) => kind === 'job');
  const all = some.every((input) => !left.has(plannedKey(input)));
  return (
    <>
      {batch.kind === 'address' && batch.planned.length > 1 && (
        <li className={`${ROW} bg-sunken`}>
          <label className="flex min-w-0 flex-1 items-center gap-3">
            <input
              type="checkbox"
              checked={all}
              onChange={(event) => {
                for (const input of some) setTaken(plannedKey(input), event.currentTarget.checked);
              }}
            />
            <span className="truncate">{t('listOf', { count: batch.planned.length, address: first })}</span>
          </label>
        </li>
      )}
      {batch.planned.map((input) => (
        <PlannedRow key={plannedKey(input)} input={input} taken={!left.has(plannedKey(input))} />
      ))}
    </>
  );
}

function PlannedRow({ input, taken }: { readonly input: PlannedInput; readonly taken: boolean }) {
  const { t } = useTranslation('home');
  const key = plannedKey(input);
  const fault = input.kind === 'refused' ? input.error : input.problem;
  const said = useErrorTexts();
  const problem = fault && said(fault);
  // The row names the file; where it lies, or was sent to, is in its hint.
  const named = (text: string): string => text.replaceAll(key, baseName(key));
  const tracks = input.kind === 'job' ? (input.job.spec.tracks?.length ?? 0) + 1 : 1;
  const title = input.kind === 'job' ? (input.job.source?.title ?? baseName(key)) : baseName(key);
  const web = input.kind === 'job' && input.job.source !== undefined;
  return (
    <li className={ROW}>
      <label className="flex min-w-0 flex-1 items-start gap-3">
        <input
          type="checkbox"
          className="mt-1"
          checked={taken && input.kind === 'job'}
          disabled={input.kind === 'refused'}
          onChange={(event) => setTaken(key, event.currentTarget.checked)}
        />
        <span className="min-w-0 flex-1">
          <span className={`flex items-center gap-2 ${taken ? '' : 'text-muted line-through'}`}>
            {web && <Globe size={16} aria-hidden className="shrink-0 text-muted" />}
            <span className="truncate" title={key}>
              {title}
            </span>
            {tracks > 1 && (
              <span className="inline-flex items-center gap-1 text-muted">
                <Link size={16} aria-hidden />
                {t('tracks', { count: tracks })}
              </span>
            )}
          </span>
          {problem !== undefined && (
            <span className="flex gap-1.5 text-danger">
              <CircleAlert size={16} aria-hidden className="mt-0.5 shrink-0" />
              <span className="min-w-0 break-words">
                {named(problem.what)} {problem.action}
                {problem.original !== undefined && (
                  <span lang="en" className="block text-xs text-muted">
                    {named(problem.original)}
                  </span>
                )}
              </span>
            </span>
          )}
        </span>
      </label>
      {input.kind === 'job' && (
        <span className="tabular shrink-0 text-muted">
          {input.audio_length === undefined ? t('lengthUnknown') : timecode(input.audio_length, 0)}
        </span>
      )}
    </li>
  );
}
