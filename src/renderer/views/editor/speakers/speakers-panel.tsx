export function SpeakersPanel() {
  return <div />;
}
