/** All commands, to be found by name. */
export function Palette() {
  return undefined;
}
