/**
 * What a model said without what it thought: `<think>` blocks are left out, closed or not, and so is everything before a
 * closing tag whose opening one the server kept. White space around is dropped.
 */
export function spokenText(text: string): string {
  const closed = text.replace(/<think(?:ing)?>[^]*?<\/think(?:ing)?>/gi, '');
  const late = closed.lastIndexOf('</think>');
  const rest = late < 0 ? closed : closed.slice(late + '</think>'.length);
  return rest.replace(/<think(?:ing)?>[^]*$/i, '').trim();
}
