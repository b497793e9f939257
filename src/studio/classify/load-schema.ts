import type { ClassSchema } from '../../core/document/notes/class-schema.ts';
import { readClassSchema } from '../../core/stages/classify/read-class-schema.ts';
import { TOPIC_SCHEMA, topicSchema } from '../../core/stages/classify/schemas.ts';
import { readGlossary } from '../../core/stages/translate/read-glossary.ts';
import { readTextFile } from '../../platform/text/read-text-file.ts';

/**
 * The schema that a command line means: topics of a glossary, a JSON file, or else the id of one that is bundled or in the
 * document. Throws what reading throws, and `format-invalid`.
 */
export async function loadSchema(name: string, glossaryFile: string | undefined): Promise<string | ClassSchema> {
  if (name === TOPIC_SCHEMA && glossaryFile !== undefined)
    return topicSchema(readGlossary((await readTextFile(glossaryFile)).text));
  if (/\.json$/iu.test(name)) return readClassSchema((await readTextFile(name)).text);
  return name;
}
