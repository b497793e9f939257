const PLAIN_ID = /^[A-Za-z0-9_-]{1,20}$/u;

/** What prompts and answers call things by: their ids where those are short, plain and each once, else numbers. */
export function promptKeys(ids: readonly string[]): string[] {
  const plain = ids.every((id) => PLAIN_ID.test(id)) && new Set(ids).size === ids.length;
  return ids.map((id, index) => (plain ? id : `n${index + 1}`));
}
