import type { CallName } from './contract.ts';
import type { EventName } from './events.ts';

/** How long whoever asks waits before the answer counts as lost. */
export interface CallPatience {
  /** Milliseconds without an answer or a sign of life. */
  readonly ms: number;
  /** Events of this name are such a sign: the work goes on. */
  readonly sign?: EventName;
}

const MINUTE = 60_000;
/** A look into the library or a small change of it. */
const quick: CallPatience = { ms: MINUTE / 2 };
/** A whole document is read, written or worked through. */
const document: CallPatience = { ms: 2 * MINUTE };
/** Recordings are looked into, or programs and sites asked. */
const slow: CallPatience = { ms: 10 * MINUTE };
/** Gigabytes are read, or models run over a recording. */
const long: CallPatience = { ms: 60 * MINUTE };

/** Every call once: a missing one does not compile. */
export const callPatience: { readonly [Name in CallName]: CallPatience } = {
  'queue.plan': slow,
  'queue.add': slow,
  'queue.list': quick,
  'queue.change': quick,
  'queue.respec': quick,
  'queue.move': quick,
  'queue.prioritise': quick,
  'queue.clear': quick,
  'queue.report': quick,
  'queue.partial': document,
  'queue.text': document,
  'documents.list': document,
  'documents.open': document,
  'documents.openPartial': document,
  'documents.edit': document,
  'documents.recluster': slow,
  'documents.redecode': { ...long, sign: 'redecode' },
  'documents.splitSpeaker': slow,
  'documents.dismissConflicts': document,
  'documents.undo': document,
  'documents.redo': document,
  'documents.history': document,
  'documents.export': document,
  'documents.exportFile': document,
  'documents.snippets': { ...long, sign: 'snippets' },
  'documents.snippetArchive': { ...long, sign: 'snippets' },
  'documents.importCaptions': document,
  'documents.remove': document,
  'media.open': document,
  'media.proxy': { ms: 10 * MINUTE, sign: 'media' },
  'media.relink': document,
  'media.close': quick,
  // Of twelve hours that nobody drew yet.
  'media.peaks': long,
  'media.spectrogram': document,
  'media.thumbnail': document,
  'media.strip': document,
  'settings.get': quick,
  'settings.set': quick,
  'settings.reset': quick,
  'library.info': document,
  'library.sample': quick,
  'files.browse': quick,
  'files.places': quick,
  'speakers.samples': document,
  'speakers.prepare': long,
  'documents.machine': document,
  'documents.restore': document,
  'voices.state': quick,
  'voices.consent': quick,
  'voices.enable': quick,
  'voices.disable': quick,
  'voices.deleteAll': document,
  'voices.list': quick,
  'voices.show': quick,
  'voices.add': slow,
  'voices.confirm': document,
  'voices.rename': quick,
  'voices.merge': document,
  'voices.remove': document,
  'voices.match': slow,
  'voices.recognise': long,
  'sources.look': slow,
  'models.list': document,
  'models.available': document,
  'models.machine': document,
  'models.preset': document,
  'models.plan': document,
  'models.pull': { ms: 10 * MINUTE, sign: 'models' },
  'models.import': long,
  'models.verify': long,
  'models.measure': long,
  'models.measures': document,
  'models.choose': document,
  'models.remove': document,
  'tools.list': document,
  'tools.update': slow,
  'keys.list': quick,
  'keys.set': quick,
  'keys.remove': quick,
  'system.engines': slow,
  'system.running': quick,
  'system.doctor': slow,
  'spelling.check': document,
  'spelling.suggest': document,
  'spelling.learn': quick,
  'language.translate': { ms: 10 * MINUTE, sign: 'language' },
  'language.classify': { ms: 10 * MINUTE, sign: 'language' },
  'language.summarize': { ms: 10 * MINUTE, sign: 'language' },
  'language.alternatives': { ms: 10 * MINUTE, sign: 'language' },
  'llm.list': quick,
  'llm.files': document,
  'llm.file': quick,
  'llm.test': slow,
  'llm.usage': slow,
};
