const NAMES = new Set(
  [
    ...['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'LANG', 'SystemRoot', 'APPDATA', 'LOCALAPPDATA', 'USERPROFILE'],
    // Where the libraries of a GPU's driver are, and those of CUDA for GGUF models.
    ...['LD_LIBRARY_PATH', 'DYLD_LIBRARY_PATH', 'TRANSCRIBE_CUDA_RUNTIME_DIR'],
  ].map((name) => name.toUpperCase()),
);
const PREFIXES = ['LC_', 'VOXLANE_', 'OMP_', 'XDG_', 'CUDA_'];
const SECRET = /KEY|TOKEN|SECRET|PASSW|CREDENTIAL|AUTH/;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The environment a worker gets: an allow-list of the host's, so that API keys, proxy passwords and `NODE_OPTIONS` stay
 * out of processes that load third-party native code, plus what the caller adds on purpose.
 */
export function workerEnv(host: Environment, extra: Environment = {}): Record<string, string> {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(host)) {
    if (value !== undefined && isAllowed(name.toUpperCase())) env[name] = value;
  }
  for (const [name, value] of Object.entries(extra)) {
    if (value !== undefined) env[name] = value;
  }
  return env;
}

/** Names are compared in upper case because Windows spells `Path` and `SystemRoot` as it likes. */
function isAllowed(name: string): boolean {
  if (NAMES.has(name)) return true;
  return PREFIXES.some((prefix) => name.startsWith(prefix)) && !SECRET.test(name);
}
