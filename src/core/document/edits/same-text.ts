/** Whether two texts differ only in where their lines break and how wide their spaces are. */
export function saysTheSame(a: string, b: string): boolean {
  return a === b || squeeze(a) === squeeze(b);
}

function squeeze(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
