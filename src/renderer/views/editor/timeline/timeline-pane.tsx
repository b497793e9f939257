export function TimelinePane({ lanes }: { readonly lanes: boolean }) {
  return <div hidden={!lanes} />;
}
