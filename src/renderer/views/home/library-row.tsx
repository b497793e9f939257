import { FolderOpen, PencilLine, TriangleAlert } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { DocumentListing } from '../../../contract/document-calls.ts';
import type { JobResult } from '../../../contract/job-view.ts';
import { colorAt } from '../../app/speaker-colors.ts';
import { goTo } from '../../state/navigation.ts';
import { IconButton } from '../../ui/button.tsx';
import { MenuArea } from '../../ui/menu.tsx';
import { LetterBadge } from '../../ui/speaker-chip.tsx';
import { timecode } from '../../ui/time.ts';
import { JobButtons } from './job-buttons.tsx';
import { JobStatus, usedOf } from './job-status.tsx';
import { languageName } from './names.ts';
import type { LibraryItem } from './library-items.ts';
import { MoreButton } from './more-button.tsx';
import { openItem } from './open-item.ts';
import { Preview } from './preview.tsx';
import { useProjectMenu } from './use-project-menu.ts';
import { useJobMenu } from './use-job-menu.ts';

interface RowProps {
  readonly item: LibraryItem;
  readonly index: number;
  readonly tabbable: boolean;
  readonly onFocus: (id: number) => void;
  readonly onRemove: (item: LibraryItem) => void;
}

/** A line of the library. */
export const LibraryRow = memo(function LibraryRow(props: RowProps) {
  const { item } = props;
  if (item.listing !== undefined) return <ProjectRow {...props} listing={item.listing} />;
  if (item.job !== undefined) return <JobRow {...props} job={item.job} />;
  return undefined;
});

const ROW =
  'flex min-h-19 items-center gap-3 border-b border-line bg-surface py-2 pr-3 pl-4 -outline-offset-2 hover:bg-hover';

function JobRow({ item, index, tabbable, onFocus, job }: RowProps & { readonly job: NonNullable<LibraryItem['job']> }) {
  const menu = useJobMenu(job);
  return (
    <MenuArea items={menu}>
      <div
        role="row"
        data-row={item.id}
        aria-rowindex={index + 1}
        aria-label={item.title}
        tabIndex={tabbable ? 0 : -1}
        onFocus={() => onFocus(item.id)}
        onDoubleClick={() => openItem(item)}
        className={ROW}
      >
        <span role="gridcell" className="shrink-0">
          <Preview id={item.id} ready={false} />
        </span>
        <span role="gridcell" className="flex min-w-0 flex-1 flex-col gap-1">
          <TitleLine title={item.title} path={job.path} lengthMs={job.audio_length} />
          <JobStatus job={job} />
        </span>
        <span role="gridcell" className="flex shrink-0">
          <JobButtons job={job} menu={menu} />
        </span>
      </div>
    </MenuArea>
  );
}

function ProjectRow({
  item,
  index,
  tabbable,
  onFocus,
  onRemove,
  listing,
}: RowProps & { readonly listing: DocumentListing }) {
  const { t } = useTranslation('home');
  const menu = useProjectMenu(item, listing, onRemove);
  const open = (): void => goTo({ view: 'editor', id: item.id });
  return (
    <MenuArea items={menu}>
      <div
        role="row"
        data-row={item.id}
        data-project={item.id}
        data-title={item.title}
        aria-rowindex={index + 1}
        aria-label={item.title}
        tabIndex={tabbable ? 0 : -1}
        onFocus={() => onFocus(item.id)}
        onDoubleClick={open}
        className={ROW}
      >
        <span role="gridcell" className="shrink-0">
          <Preview id={item.id} ready />
        </span>
        <span role="gridcell" className="flex min-w-0 flex-1 flex-col gap-1">
          <TitleLine
            title={item.title}
            path={listing.path}
            lengthMs={listing.audio_length}
            href={`#/editor/${item.id}`}
          />
          {item.job === undefined || item.job.state === 'done' ? (
            <Facts listing={listing} result={item.job?.result} />
          ) : (
            <JobStatus job={item.job} />
          )}
        </span>
        <span role="gridcell" className="flex shrink-0 items-center">
          <IconButton label={t('open_of', { title: item.title })} icon={FolderOpen} onClick={open} />
          <MoreButton title={item.title} menu={menu} />
        </span>
      </div>
    </MenuArea>
  );
}

function TitleLine({
  title,
  path,
  lengthMs,
  href,
}: {
  readonly title: string;
  readonly path: string;
  readonly lengthMs: number | undefined;
  readonly href?: string;
}) {
  return (
    <span className="flex min-w-0 items-baseline gap-2">
      {href === undefined ? (
        <span className="truncate font-medium" title={path}>
          {title}
        </span>
      ) : (
        <a href={href} tabIndex={-1} className="truncate font-medium hover:underline" title={path}>
          {title}
        </a>
      )}
      {lengthMs !== undefined && <span className="tabular shrink-0 text-xs text-muted">{timecode(lengthMs, 0)}</span>}
    </span>
  );
}

/** Speakers shown by letters before the others are only counted. */
const MOST_SPEAKERS = 6;

function Facts({ listing, result }: { readonly listing: DocumentListing; readonly result: JobResult | undefined }) {
  const { t, i18n } = useTranslation('home');
  const { speakers, words, edited, conflicts } = listing;
  const label = speakers.map(({ name }) => name).join(', ');
  return (
    <span className="tabular flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1 text-xs text-muted">
      {speakers.length > 0 && (
        <span className="flex items-center gap-1" title={label}>
          {speakers.slice(0, MOST_SPEAKERS).map(({ id, name, place, color }) => (
            <LetterBadge key={id} name={name} color={colorAt(place, color)} />
          ))}
          {speakers.length > MOST_SPEAKERS && <span>+{speakers.length - MOST_SPEAKERS}</span>}
          <span className="sr-only">{label}</span>
        </span>
      )}
      <span>{t('words', { count: words })}</span>
      {result?.language !== undefined && <span>{languageName(result.language, i18n.language)}</span>}
      {result !== undefined && usedOf(result).map((text) => <span key={text}>{text}</span>)}
      {edited && (
        <span className="inline-flex items-center gap-1">
          <PencilLine size={12} aria-hidden />
          {t('edited')}
        </span>
      )}
      {conflicts > 0 && (
        <span className="inline-flex items-center gap-1 text-doubt">
          <TriangleAlert size={12} aria-hidden />
          {t('conflicts', { count: conflicts })}
        </span>
      )}
    </span>
  );
}
