import type { Page } from '@playwright/test';

/** Requests fail while a server is down; nothing else may. */
const EXPECTED = [/Failed to load resource/, /WebSocket connection to/, /net::ERR_/];

/** Writes down what a page throws, logs as an error, and every breach of its content policy with where it comes from. */
export async function watchFaults(page: Page, faults: string[]): Promise<void> {
  page.on('pageerror', (error) => faults.push(error.stack ?? error.message));
  page.on('crash', () => faults.push('the page crashed'));
  page.on('console', (message) => {
    const text = message.text();
    if (message.type() === 'error' && !EXPECTED.some((pattern) => pattern.test(text))) faults.push(text);
  });
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const { effectiveDirective, blockedURI, sample, sourceFile, lineNumber, columnNumber } = event;
      console.error(
        `content policy: ${effectiveDirective} ${blockedURI} “${sample}” ${sourceFile}:${lineNumber}:${columnNumber}`,
      );
    });
  });
}
