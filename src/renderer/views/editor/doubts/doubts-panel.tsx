export function DoubtsPanel() {
  return <div />;
}
