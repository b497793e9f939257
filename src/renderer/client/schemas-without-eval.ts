import { config } from 'zod';

// The page's content policy forbids making functions from text, and the first schema made would try it. Imported first.
config({ jitless: true });
