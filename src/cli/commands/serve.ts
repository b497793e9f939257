import { execFile } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { AccessStore } from '../../server/access-store.ts';
import { isLoopback } from '../../server/allowed-hosts.ts';
import { forgetAddress, noteAddress, runningAddress } from '../../server/running-address.ts';
import type { RunningServer } from '../../server/start-server.ts';
import { AppError } from '../../shared/app-error.ts';
import { libraryHome } from '../../studio/folders.ts';
import { keepWorking } from '../../studio/keep-working.ts';
import type { Studio } from '../../studio/studio.ts';
import { EXIT } from '../exit-codes.ts';
import { t } from '../i18n/translate.ts';
import { withInterrupt } from '../interrupt.ts';
import { folderName, names, wholeNumber } from '../option-values.ts';
import { type HomeFlags, openStudio, warnLogger } from '../queue-access.ts';
import { usageError } from '../usage-error.ts';

interface ServeFlags extends HomeFlags {
  readonly port?: number;
  readonly host: string;
  readonly allowRemote?: boolean;
  readonly allowHost: readonly string[];
  readonly open?: boolean;
  readonly json?: boolean;
  readonly apiToken?: boolean;
  readonly url?: boolean;
}

/** Taken when it is free and no other was asked for, so that open pages find a server again that was started anew. */
const USUAL_PORT = 8732;
/** The page as built, beside the compiled command. */
const PAGE = fileURLToPath(new URL('../../renderer', import.meta.url));

/** Adds `voxlane serve`. */
export function addServe(program: Command): void {
  program
    .command('serve')
    .description(t('serve.description'))
    .option('--port <n>', t('serve.port', { port: USUAL_PORT }), wholeNumber(0, 65_535))
    .option('--host <address>', t('serve.host'), '127.0.0.1')
    .option('--allow-remote', t('serve.allowRemote'))
    .option('--allow-host <list>', t('serve.allowHost'), names, [])
    .option('--home <folder>', t('queue.home'), folderName)
    .option('--open', t('serve.open'))
    .option('--api-token', t('serve.apiToken'))
    .option('--url', t('serve.url'))
    .option('--json', t('option.json'))
    .action(async (flags: ServeFlags) => {
      process.exitCode = await (flags.url === true ? printNewUrl(flags) : serve(flags));
    });
}

async function printNewUrl(flags: ServeFlags): Promise<number> {
  const library = libraryHome(flags.home);
  const origin = await runningAddress(library);
  if (origin === undefined)
    throw new AppError('input-not-found', {
      what: t('serve.noServer', { library }),
      meaning: t('serve.noAddress'),
      action: t('serve.startOne'),
    });
  print(flags, { url: `${origin}/#token=${new AccessStore(library).issue('login')}` });
  return EXIT.done;
}

async function serve(flags: ServeFlags): Promise<number> {
  if (!isLoopback(flags.host)) {
    if (flags.allowRemote !== true) throw usageError(t('serve.notLoopback', { host: flags.host }), 'serve');
    warnLogger.warn(t('serve.openToOthers', { host: flags.host }));
  }
  const studio = await openStudio(flags);
  try {
    return await withInterrupt((signal) => serveUntil(studio, flags, signal));
  } finally {
    await studio.close();
  }
}

async function serveUntil(studio: Studio, flags: ServeFlags, signal: AbortSignal): Promise<number> {
  const server = await listen(studio, flags);
  noteAddress(server.access.folder, server.origin);
  const stopAsking = printOnEnter(server, flags);
  try {
    const url = server.loginUrl();
    const token = flags.apiToken === true ? { apiToken: server.access.issue('api') } : {};
    print(flags, { url, ...token });
    if (flags.open === true) openInBrowser(url);
    await keepWorking(studio, warnLogger, signal);
  } finally {
    stopAsking();
    forgetAddress(server.access.folder);
    await server.close();
  }
  return EXIT.done;
}

async function listen(studio: Studio, flags: ServeFlags): Promise<RunningServer> {
  const library = libraryHome(flags.home);
  // Loaded here, because every other command does without it.
  const { startServer } = await import('../../server/start-server.ts');
  const { UploadStore } = await import('../../studio/uploads/upload-store.ts');
  const start = (port: number): Promise<RunningServer> =>
    startServer({
      library,
      studio: {
        on: (name, listener) => studio.on(name, listener),
        handle: (letter, run) => studio.handle(letter, run),
      },
      findMedia: (token) => studio.mediaFile(token),
      uploads: new UploadStore(library),
      page: PAGE,
      host: flags.host,
      port,
      allowHosts: flags.allowHost,
    });
  try {
    return await start(flags.port ?? USUAL_PORT);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    if (error.code === 'EADDRINUSE' && flags.port === undefined) return start(0);
    const place = `${flags.host}:${flags.port ?? USUAL_PORT}`;
    throw usageError(t('serve.cannotListen', { place, reason: error.message }), 'serve');
  }
}

/** One line a value: the address alone, unless an API token was asked for. */
function print({ json }: ServeFlags, values: { readonly url: string; readonly apiToken?: string }): void {
  const lines = json === true ? [JSON.stringify(values)] : [values.url, ...(values.apiToken ? [values.apiToken] : [])];
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** A new address for each Enter in the terminal, since one works once. */
function printOnEnter(server: RunningServer, flags: ServeFlags): () => void {
  if (!process.stdin.isTTY) return () => undefined;
  const lines = createInterface({ input: process.stdin });
  lines.on('line', () => print(flags, { url: server.loginUrl() }));
  return () => lines.close();
}

/** Best effort: the address is on the screen in any case. */
function openInBrowser(url: string): void {
  const openers = { darwin: 'open', win32: 'explorer.exe' } as const;
  const opener = process.platform === 'darwin' || process.platform === 'win32' ? openers[process.platform] : 'xdg-open';
  execFile(opener, [url], (error) => {
    if (error !== null) warnLogger.warn(t('serve.noBrowser', { opener }));
  });
}
