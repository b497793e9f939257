import type { ToolView } from '../contract/system-calls.ts';
import { resolveFfmpeg } from '../platform/ffmpeg/resolve.ts';
import { installYtdlp } from '../platform/ytdlp/install.ts';
import { findYtdlp } from '../platform/ytdlp/resolve.ts';
import { STALE_DAYS, YTDLP_FLOOR } from '../platform/ytdlp/version.ts';
import { toAppError } from '../shared/app-error.ts';

/** The external programs Voxlane uses, in the order they are shown. Throws only `cancelled`. */
export async function listTools(signal: AbortSignal): Promise<ToolView[]> {
  return [await stateOf('ffmpeg', findFfmpeg), await stateOf('yt-dlp', () => findDownloader(signal))];
}

/** Installs or updates yt-dlp in the user's tools folder; see `installYtdlp` for what can go wrong. */
export async function updateYtdlp(signal: AbortSignal): Promise<{ readonly path: string; readonly version: string }> {
  return installYtdlp(signal);
}

async function stateOf(name: ToolView['name'], find: () => Promise<Omit<ToolView, 'name'>>): Promise<ToolView> {
  try {
    return { name, ...(await find()) };
  } catch (error) {
    const problem = toAppError(error);
    if (problem.code === 'cancelled') throw problem;
    return { name, state: 'broken', problem: problem.toData() };
  }
}

async function findFfmpeg(): Promise<Omit<ToolView, 'name'>> {
  const tools = await resolveFfmpeg();
  if (tools === undefined) return { state: 'missing' };
  return { state: 'ready', version: tools.version, path: tools.ffmpegPath, source: tools.source };
}

async function findDownloader(signal: AbortSignal): Promise<Omit<ToolView, 'name'>> {
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
