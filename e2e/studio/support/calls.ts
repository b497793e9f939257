import { expect, type Page } from '@playwright/test';
import type { CallName } from '../../../src/contract/contract.ts';
import { CLIENT_HEADER } from '../../../src/contract/link.ts';
import type { EditOperation } from '../../../src/core/document/edits/operations.ts';

/** Calls of a page that are on their way for as long as a test wants. */
export interface HeldCalls {
  /** What was asked for so far. */
  readonly inputs: readonly Readonly<Record<string, unknown>>[];
  /** Lets them go on, and those to come. */
  readonly release: () => void;
}

/** Holds the requests to an address from now on; returns the function that lets them go on, and those to come. */
export async function holdRequests(page: Page, address: string): Promise<() => void> {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(address, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

/** Holds the calls of a name from now on, as a slow server does; only those about a document where `id` is given. */
export async function holdCalls(page: Page, name: CallName, id?: number): Promise<HeldCalls> {
  const inputs: Record<string, unknown>[] = [];
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(`**/rpc/${name}`, async (route) => {
    const input = route.request().postDataJSON() as Record<string, unknown>;
    if (id !== undefined && input['id'] !== id) return route.continue();
    inputs.push(input);
    await released;
    return route.continue();
  });
  return { inputs, release };
}

/** Changes a document beside what the page does, and waits until the page has seen it. */
export async function changeElsewhere(page: Page, id: number, operations: readonly EditOperation[]): Promise<void> {
  const [done, opened] = await Promise.all([
    page.evaluate(
      async ({ header, input }) => {
        const client = sessionStorage.getItem('voxlane-client') ?? '';
        const headers = { 'content-type': 'application/json', [header]: client };
        const answer = await fetch('/rpc/documents.edit', { method: 'POST', headers, body: JSON.stringify(input) });
        return ((await answer.json()) as { ok: boolean }).ok;
      },
      { header: CLIENT_HEADER, input: { id, operations, label: 'Elsewhere' } },
    ),
    page.waitForResponse('**/rpc/documents.open'),
  ]);
  expect(done).toBe(true);
  await opened.finished();
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
}
