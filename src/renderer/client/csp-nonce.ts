import { setNonce } from 'get-nonce';

/** The value that lets style elements of this page through its content policy; absent where none is asked for. */
export const cspNonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content;

/** Tells it to the components that make style elements on their own. */
export function spreadNonce(): void {
  if (cspNonce !== undefined) setNonce(cspNonce);
}
