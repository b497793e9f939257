/**
 * Path of a file that native code reads or the system starts. In a packaged app such files lie beside the archive, not in
 * it, and only Node itself looks into archives; anywhere else the path stays what it is.
 */
export function outsideArchive(path: string): string {
  return path.replace(/([\\/])app\.asar(?=[\\/])/, '$1app.asar.unpacked');
}
