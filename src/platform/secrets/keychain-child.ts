/**
 * Entry of a child process: does one thing with the system's keychain and answers with one line of JSON. A process of
 * its own, because a keychain may wait for a dialog that nobody sees, and native code that waits cannot be stopped.
 */
import { describeUnknown } from '../../shared/app-error.ts';
import { answerAndEnd, scriptInput } from '../process/script-side.ts';
import { KEYCHAIN_SERVICE, type KeychainAnswer, type KeychainRequest, keychainRequest } from './keychain-protocol.ts';

async function answer(request: KeychainRequest): Promise<KeychainAnswer> {
  // Loaded here: it is optional, and its native part is missing on some systems.
  const { AsyncEntry } = await import('@napi-rs/keyring');
  // The package would fall back to the kernel's keyring, which forgets everything at the next start.
  const entry = new AsyncEntry(KEYCHAIN_SERVICE, request.name, { linux: { store: 'secret-service' } });
  switch (request.action) {
    case 'read': {
      const value = await entry.getPassword();
      return value === null ? { kind: 'absent' } : { kind: 'found', value };
    }
    case 'write':
      await entry.setPassword(request.value);
      return { kind: 'done' };
    case 'remove':
      return (await entry.deletePassword()) ? { kind: 'done' } : { kind: 'absent' };
  }
}

async function run(): Promise<KeychainAnswer> {
  try {
    return await answer(keychainRequest.parse(JSON.parse(await scriptInput())));
  } catch (cause) {
    return { kind: 'unavailable', reason: describeUnknown(cause) };
  }
}

await answerAndEnd(JSON.stringify(await run()));
