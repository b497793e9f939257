/** Most memory that this process had in use since it started, in bytes (resident set). */
export function peakRssBytes(): number {
  return process.resourceUsage().maxRSS * 1024;
}
