export function HistoryPanel() {
  return <div />;
}
