/** Keys to press, as on a key cap. */
export function Keys({ text }: { readonly text: string }) {
  return (
    <kbd className="rounded-sm border border-line bg-sunken px-1 font-mono text-xs whitespace-nowrap text-muted">
      {text}
    </kbd>
  );
}
