import { consentText } from '../../core/voices/consent.ts';
import type { HandlersOf } from '../handlers.ts';
import { deleteAllVoices, disableVoices, enableVoices, voicesState } from './consent.ts';
import { matchJob } from './match-speakers.ts';
import { enrolVoice, listPeople, mergePeople, removePerson, renamePerson, showPerson } from './people.ts';
import { confirmMatch, recogniseJob } from './recognise.ts';

/** The calls about the voice library. */
export const voiceHandlers: HandlersOf<'voices'> = {
  'voices.state': (_input, { library }) => voicesState(library),
  'voices.consent': ({ language }, { library }) => consentText(library.folder, language),
  'voices.enable': ({ textVersion }, { library }) => enableVoices(library, textVersion),
  'voices.disable': ({ keep }, { library }) => disableVoices(library, keep),
  'voices.deleteAll': (_input, { library }) => deleteAllVoices(library),
  'voices.list': (_input, { library }) => listPeople(library),
  'voices.show': ({ name }, { library }) => showPerson(library, name),
  'voices.add': ({ name, id, speaker }, { library }) => enrolVoice(library, id, speaker, name),
  async 'voices.confirm'({ id, speaker }, { library, events }) {
    const enrolled = await confirmMatch(library, id, speaker);
    events.emit('document', { id });
    return enrolled;
  },
  'voices.rename': ({ name, to }, { library }) => renamePerson(library, name, to),
  'voices.merge': ({ from, into }, { library }) => mergePeople(library, from, into),
  'voices.remove': ({ name }, { library }) => removePerson(library, name),
  'voices.match': ({ id }, { library }) => matchJob(library, id),
  async 'voices.recognise'({ ids }, { library, events, signal }) {
    const done = [];
    for (const id of new Set(ids)) {
      signal.throwIfAborted();
      const recognised = await recogniseJob(library, id);
      if (recognised.kind === 'done' && recognised.renamed.length > 0) events.emit('document', { id });
      done.push(recognised);
    }
    return done;
  },
};
