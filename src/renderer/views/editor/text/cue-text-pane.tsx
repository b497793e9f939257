export function CueTextPane() {
  return <div />;
}
