export function CueGrid() {
  return <div />;
}
