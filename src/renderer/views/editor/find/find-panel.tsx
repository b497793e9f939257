export function FindPanel() {
  return <div />;
}
