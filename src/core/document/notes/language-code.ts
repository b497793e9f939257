import { z } from 'zod';

/** ISO 639 code of a language, e.g. `fr`. */
export const languageCodeSchema = z.string().regex(/^[a-z]{2,3}$/, 'not a language code');
