export function QualityPanel() {
  return <div />;
}
