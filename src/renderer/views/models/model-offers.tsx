import { Download, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { byteSize } from '../../app/byte-size.ts';
import { foldText } from '../../app/palette-search.ts';
import { useHost } from '../../client/studio-context.tsx';
import { useStored } from '../../state/store.ts';
import { Button } from '../../ui/button.tsx';
import { TextInput } from '../../ui/field.tsx';
import { Progress } from '../../ui/progress.tsx';
import { languageName } from '../settings/languages.ts';
import { Languages } from './languages.tsx';
import { levelsOf, type ModelOffer, TASK_ORDER } from './model-facts.ts';
import { pullModels, pulls, stopPull } from './pulls.ts';
import { noteText } from './note-text.ts';

interface OfferContext {
  /** Memory that a model may take here, in bytes, where that is known. */
  readonly room: number | undefined;
  readonly offline: boolean;
  readonly onDone: () => void;
}

/** What can be had, by what it does. */
export function ModelOffers({
  offers,
  room,
  offline,
  onDone,
}: { readonly offers: readonly ModelOffer[] } & OfferContext) {
  const { t, i18n } = useTranslation('models');
  const [typed, setTyped] = useState('');
  const wanted = foldText(typed.trim());
  const shown = offers.filter(({ entry }) =>
    [entry.name, entry.id, ...(entry.languages ?? []).map((code) => languageName(code, i18n.language))].some((text) =>
      foldText(text).includes(wanted),
    ),
  );
  return (
    <section>
      <div className="mb-1 flex flex-wrap items-center gap-2">
        <h2 className="flex-1 text-base font-semibold">{t('available')}</h2>
        <TextInput
          type="search"
          aria-label={t('search')}
          placeholder={t('search')}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          className="w-72"
        />
      </div>
      {shown.length === 0 && typed !== '' && <p className="text-muted">{t('searchNone')}</p>}
      {TASK_ORDER.map((task) => {
        const list = shown.filter(({ entry }) => entry.task === task);
        if (list.length === 0) return undefined;
        return (
          <div key={task}>
            <h3 className="mt-4 text-xs font-semibold text-muted">{t(`task_${task}`)}</h3>
            {task === 'asr' || task === 'ctc' ? (
              levelsOf(list).map((level) => (
                <div key={level.tier}>
                  <h4 className="mt-2 text-xs text-muted">{t(`tier_${level.tier}`)}</h4>
                  <OfferList {...{ offers: level.list, room, offline, onDone }} />
                </div>
              ))
            ) : (
              <OfferList {...{ offers: list, room, offline, onDone }} />
            )}
          </div>
        );
      })}
    </section>
  );
}

function OfferList({ offers, ...rest }: { readonly offers: readonly ModelOffer[] } & OfferContext) {
  return (
    <ul>
      {offers.map((offer) => (
        <OfferRow key={offer.entry.id} offer={offer} {...rest} />
      ))}
    </ul>
  );
}

const COLOURS = {
  good: 'text-good',
  slow: 'text-doubt',
  gpu: 'text-doubt',
  none: 'text-danger',
  unknown: 'text-muted',
};

function OfferRow({ offer, room, offline, onDone }: { readonly offer: ModelOffer } & OfferContext) {
  const { t, i18n } = useTranslation('models');
  const { api } = useHost();
  const { entry, verdict, bytes, needBytes, way } = offer;
  const { id, name } = entry;
  const pull = useStored(pulls, ({ running }) => running.get(id));
  const size = (value: number): string => byteSize(value, i18n.language);
  const facts = [...(bytes === undefined ? [] : [t('sizeDownload', { size: size(bytes) })]), entry.licence];
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-1 border-b border-line py-2">
      <div className="min-w-56 flex-1">
        <p className="font-medium break-words">{name}</p>
        <p className="text-xs text-muted">
          {facts.join(' · ')}
          {entry.languages !== undefined && ' · '}
          <Languages codes={entry.languages} />
        </p>
        {verdict !== undefined && (
          <p className="text-xs">
            <span className={COLOURS[verdict]}>{t(`fit_${verdict}`)}</span>
            {needBytes !== undefined && (
              <span className="text-muted">
                {', '}
                {verdict === 'none' && room !== undefined
                  ? t('noneRoom', { size: size(needBytes), have: size(room) })
                  : t('need', { size: size(needBytes) })}
              </span>
            )}
          </p>
        )}
        {entry.gated === true && <p className="text-xs text-doubt">{t('gated')}</p>}
        {entry.note !== undefined && <p className="text-xs text-muted">{noteText(t, entry.note)}</p>}
        {pull !== undefined && (
          <div className="mt-1 flex max-w-md flex-col gap-1">
            <Progress
              label={name}
              value={pull.totalBytes === undefined ? undefined : pull.receivedBytes / Math.max(1, pull.totalBytes)}
            />
            <span className="tabular text-xs text-muted">
              {pull.totalBytes === undefined
                ? t('starting')
                : t('pulling', { name, got: size(pull.receivedBytes), total: size(pull.totalBytes) })}
            </span>
          </div>
        )}
      </div>
      {pull !== undefined && (
        <Button icon={X} onClick={() => stopPull(id)}>
          {t('stop')}
        </Button>
      )}
      {pull === undefined && way === 'pull' && (
        <Button
          icon={Download}
          aria-label={t('get', { name })}
          disabled={offline || verdict === 'none'}
          onClick={() => void pullModels(api, [id], (got) => t('gotIt', { name: got })).then(onDone)}
        >
          {t('getShort')}
        </Button>
      )}
      {way === 'import' && <span className="py-1.5 text-xs text-muted">{t('importOnly')}</span>}
      {way === 'later' && <span className="py-1.5 text-xs text-muted">{t('later')}</span>}
    </li>
  );
}
