import { z } from 'zod';

/** Name under which all entries are kept in the keychain. */
export const KEYCHAIN_SERVICE = 'voxlane';

/** What the child process is asked, on its stdin: never on its command line, which every user of the computer can read. */
export const keychainRequest = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('read'), name: z.string() }),
  z.strictObject({ action: z.literal('write'), name: z.string(), value: z.string() }),
  z.strictObject({ action: z.literal('remove'), name: z.string() }),
]);
export type KeychainRequest = z.infer<typeof keychainRequest>;

/** What it answers, on its stdout. */
export const keychainAnswer = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('found'), value: z.string() }),
  z.strictObject({ kind: z.literal('absent') }),
  z.strictObject({ kind: z.literal('done') }),
  z.strictObject({ kind: z.literal('unavailable'), reason: z.string() }),
]);
export type KeychainAnswer = z.infer<typeof keychainAnswer>;
