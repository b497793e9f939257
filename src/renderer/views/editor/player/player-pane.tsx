export function PlayerPane() {
  return <div />;
}
