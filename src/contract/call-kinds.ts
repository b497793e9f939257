import type { CallName } from './contract.ts';

/** What a call does to the studio, and from where asking makes sense. */
export interface CallKind {
  /** `changes`: only the window that holds the pen may ask. */
  readonly effect: 'reads' | 'changes';
  /** `machine`: its input names a file to be written or read where the studio runs, so a page elsewhere offers another way. */
  readonly where: 'anywhere' | 'machine';
}

const reads: CallKind = { effect: 'reads', where: 'anywhere' };
const changes: CallKind = { effect: 'changes', where: 'anywhere' };
const changesHere: CallKind = { effect: 'changes', where: 'machine' };

/** Every call once: a missing one does not compile. */
export const callKinds: { readonly [Name in CallName]: CallKind } = {
  'queue.plan': reads,
  'queue.add': changes,
  'queue.list': reads,
  'queue.change': changes,
  'queue.respec': changes,
  'queue.move': changes,
  'queue.prioritise': changes,
  'queue.clear': changes,
  'queue.report': reads,
  'queue.partial': changesHere,
  'queue.text': reads,
  'documents.list': reads,
  'documents.open': reads,
  'documents.openPartial': reads,
  'documents.edit': changes,
  'documents.recluster': changes,
  'documents.splitSpeaker': changes,
  'documents.undo': changes,
  'documents.redo': changes,
  'documents.history': reads,
  'documents.export': reads,
  'documents.exportFile': changesHere,
  'documents.importCaptions': changes,
  'documents.remove': changes,
  'media.open': reads,
  'media.proxy': reads,
  'media.relink': changes,
  'media.close': reads,
  'media.peaks': reads,
  'media.spectrogram': reads,
  'media.thumbnail': reads,
  'media.strip': reads,
  'settings.get': reads,
  'settings.set': changes,
  'settings.reset': changes,
  'library.info': reads,
  'library.sample': changes,
  'files.browse': reads,
  'files.places': reads,
  'speakers.samples': reads,
  'documents.machine': reads,
  'documents.restore': changes,
  'voices.state': reads,
  'voices.consent': reads,
  'voices.enable': changes,
  'voices.disable': changes,
  'voices.deleteAll': changes,
  'voices.list': reads,
  'voices.show': reads,
  'voices.add': changes,
  'voices.confirm': changes,
  'voices.rename': changes,
  'voices.merge': changes,
  'voices.remove': changes,
  'voices.match': reads,
  'voices.recognise': changes,
  'sources.look': reads,
  'models.list': reads,
  'models.available': reads,
  'models.machine': reads,
  'models.preset': reads,
  'models.plan': reads,
  'models.pull': changes,
  'models.import': changesHere,
  'models.verify': reads,
  'models.remove': changes,
  'tools.list': reads,
  'tools.update': changes,
  'keys.list': reads,
  'keys.set': changes,
  'keys.remove': changes,
  'system.doctor': reads,
};
