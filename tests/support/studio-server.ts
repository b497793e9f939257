import { type CliRun, startCli } from './run-cli.ts';

/** A running `voxlane serve`. */
export interface StudioServer {
  /** Address with the token that works once. */
  readonly url: string;
  readonly origin: string;
  readonly pid: number;
  /** Ends it as its user would; resolves when it is gone. */
  stop(): Promise<void>;
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>;
}

const START_MS = 60_000;

/** Starts the built `voxlane serve` on a free port, or on `port`. `env` must name the library (`VOXLANE_HOME`). */
export async function startStudioServer(env: NodeJS.ProcessEnv, port = 0): Promise<StudioServer> {
  const run = startCli(['serve', '--json', '--port', String(port)], { env });
  const url = await urlOf(run);
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    run.process.kill(signal);
    await run.result;
  };
  return {
    url,
    origin: new URL(url).origin,
    pid: run.process.pid ?? 0,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}

function urlOf(run: CliRun): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const late = setTimeout(() => {
      run.process.kill('SIGKILL');
      reject(new Error(`no address within ${START_MS} ms: ${text}`));
    }, START_MS);
    run.process.stdout?.on('data', (part: string) => {
      text += part;
      const line = text.split('\n').find((each) => each.includes('"url"') && each.endsWith('}'));
      if (line === undefined) return;
      clearTimeout(late);
      resolve((JSON.parse(line) as { url: string }).url);
    });
    void run.result.then(({ code, stderr }) => {
      clearTimeout(late);
      reject(new Error(`the server ended with ${code}: ${stderr}`));
    });
  });
}
