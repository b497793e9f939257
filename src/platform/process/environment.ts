/** What a tool needs to start and to find its libraries; everything else (keys, proxies, reports) stays here. */
const PASSED = [
  'PATH',
  'Path',
  'HOME',
  'LANG',
  'LC_ALL',
  'TMPDIR',
  'TEMP',
  'TMP',
  'SYSTEMROOT',
  'SystemRoot',
  'WINDIR',
  'LD_LIBRARY_PATH',
  'DYLD_LIBRARY_PATH',
];

/** The environment handed to external tools: an allow-list, so no secret and no tool-specific switch leaks in. */
export function toolEnvironment(): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const name of PASSED) {
    const value = process.env[name];
    if (value !== undefined) environment[name] = value;
  }
  return environment;
}
