import { toolsFolder } from '../storage/tools-folder.ts';

/**
 * What yt-dlp gets besides the scrubbed environment: no plugins, and a configuration folder that is not the user's, where
 * releases without `--no-plugin-dirs` would look for them.
 */
export function downloaderEnvironment(): Record<string, string> {
  return { YTDLP_NO_PLUGINS: '1', XDG_CONFIG_HOME: toolsFolder(), PYTHONIOENCODING: 'utf-8', PYTHONUNBUFFERED: '1' };
}
