import { type ClassSchema, classSchemaSchema } from '../../document/notes/class-schema.ts';
import type { GlossaryTerm } from '../../document/notes/glossary-term.ts';
import { AppError } from '../../../shared/app-error.ts';

/** In or out of character, for recordings of games at a table. */
const CHARACTER: ClassSchema = {
  id: 'character',
  name: 'In or out of character',
  question:
    'People play a tabletop role-playing game. For each line: does the speaker talk as a character of the story, or as a player about the game or anything else? A player may play several characters; the game master plays many and also narrates.',
  labels: [
    {
      id: 'in-character',
      name: 'In character',
      meaning:
        'words that a character of the story says, or what a player says in the name of a character; the narration of the game master too',
    },
    {
      id: 'out-of-character',
      name: 'Out of character',
      meaning: 'rules, dice, planning as players, jokes, food, technology, everything that happens at the table',
    },
  ],
  characters: true,
  evidence: false,
};

/** Schemas that are always there, by id. `topic` is made of a glossary: see `topicSchema`. */
export const BUNDLED_SCHEMAS: ReadonlyMap<string, ClassSchema> = new Map([[CHARACTER.id, CHARACTER]]);

export const TOPIC_SCHEMA = 'topic';
const MOST_TOPICS = 99;
const OTHER = 'other';

/**
 * The schema that says which term of a glossary a cue is about, with words of the cue as evidence. What stands beside a
 * term, its note or its translation, tells the model what is meant. Throws `format-invalid` for no term or too many.
 */
export function topicSchema(terms: readonly GlossaryTerm[]): ClassSchema {
  if (terms.length === 0 || terms.length > MOST_TOPICS)
    throw new AppError('format-invalid', {
      what: `The glossary has ${terms.length} terms, and topics need 1 to ${MOST_TOPICS}.`,
      meaning: 'Nothing was classified.',
      action: 'Give a glossary with one topic a line: the topic, a tab, and what it means.',
    });
  const taken = new Set([OTHER]);
  const labels = terms.map(({ source, target, note }) => {
    const id = newId(source, taken);
    taken.add(id);
    return { id, name: source.slice(0, 120), meaning: note ?? target };
  });
  return classSchemaSchema.parse({
    id: TOPIC_SCHEMA,
    name: 'Topic',
    question: 'Which of these topics is each line about? Take "other" where it is about none of them.',
    labels: [...labels, { id: OTHER, name: 'Other', meaning: 'none of the other topics' }],
    evidence: true,
    otherwise: OTHER,
  });
}

/** An id made of the letters of a term that ids may hold. */
function newId(term: string, taken: ReadonlySet<string>): string {
  const plain = term
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/ı/gu, 'i')
    .replace(/[^a-z0-9]+/gu, '-')
    .replace(/^-+|-+$/gu, '')
    .slice(0, 50)
    .replace(/-+$/u, '');
  const base = plain === '' ? 'topic' : plain;
  let id = base;
  for (let number = 2; taken.has(id); number++) id = `${base}-${number}`;
  return id;
}
