import { resolveFfmpeg } from '../platform/ffmpeg/resolve.ts';
import { installYtdlp } from '../platform/ytdlp/install.ts';
import { findYtdlp } from '../platform/ytdlp/resolve.ts';
import { STALE_DAYS, YTDLP_FLOOR } from '../platform/ytdlp/version.ts';
import { type AppError, toAppError } from '../shared/app-error.ts';

/** An external program: where it is and in what state, or why it cannot be used. */
export interface ToolState {
  readonly name: 'ffmpeg' | 'yt-dlp';
  readonly version?: string;
  readonly path?: string;
  readonly source?: string;
  readonly ageDays?: number;
  /** Older versions are not used without being asked twice. */
  readonly floor?: string;
  readonly state: 'ready' | 'stale' | 'too-old' | 'missing' | 'broken';
  readonly problem?: AppError;
}

/** The external programs Voxlane uses, in the order they are shown. Throws only `cancelled`. */
export async function listTools(signal: AbortSignal): Promise<ToolState[]> {
  return [await stateOf('ffmpeg', findFfmpeg), await stateOf('yt-dlp', () => findDownloader(signal))];
}

/** Installs or updates yt-dlp in the user's tools folder; see `installYtdlp` for what can go wrong. */
export async function updateYtdlp(signal: AbortSignal): Promise<{ readonly path: string; readonly version: string }> {
  return installYtdlp(signal);
}

async function stateOf(name: ToolState['name'], find: () => Promise<Omit<ToolState, 'name'>>): Promise<ToolState> {
  try {
    return { name, ...(await find()) };
  } catch (error) {
    const problem = toAppError(error);
    if (problem.code === 'cancelled') throw problem;
    return { name, state: 'broken', problem };
  }
}

async function findFfmpeg(): Promise<Omit<ToolState, 'name'>> {
  const tools = await resolveFfmpeg();
  if (tools === undefined) return { state: 'missing' };
  return { state: 'ready', version: tools.version, path: tools.ffmpegPath, source: tools.source };
}

async function findDownloader(signal: AbortSignal): Promise<Omit<ToolState, 'name'>> {
  const tool = await findYtdlp(signal);
  if (tool === undefined) return { state: 'missing', floor: YTDLP_FLOOR };
  const { path, source, version, ageDays, belowFloor } = tool;
  const stale = ageDays !== undefined && ageDays > STALE_DAYS;
  return {
    state: belowFloor ? 'too-old' : stale ? 'stale' : 'ready',
    version,
    floor: YTDLP_FLOOR,
    path,
    source,
    ...(ageDays === undefined ? {} : { ageDays }),
  };
}
