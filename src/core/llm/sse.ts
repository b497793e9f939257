/** One event of a stream of server-sent events. */
export interface SseEvent {
  /** `message` where the server names none. */
  readonly event: string;
  readonly data: string;
}

/**
 * Reads server-sent events from text that comes in pieces, wherever it is cut: line ends of all three kinds, comments,
 * data over several lines. Events without data are left out, as the standard says.
 */
export class SseReader {
  #rest = '';
  #event = '';
  #data: string[] = [];

  /** The events that are complete now. */
  push(piece: string): SseEvent[] {
    const text = this.#rest + piece;
    const found: SseEvent[] = [];
    const lineEnd = /\r\n|\n|\r/g;
    let from = 0;
    for (let end = lineEnd.exec(text); end !== null; end = lineEnd.exec(text)) {
      // The other half of a line end may come with the next piece.
      if (end[0] === '\r' && end.index === text.length - 1) break;
      this.#line(text.slice(from, end.index), found);
      from = end.index + end[0].length;
    }
    this.#rest = text.slice(from);
    return found;
  }

  /** What is left at the end: an event whose empty line is missing. */
  end(): SseEvent[] {
    return this.push('\n\n');
  }

  #line(line: string, found: SseEvent[]): void {
    if (line === '') {
      if (this.#data.length > 0) found.push({ event: this.#event || 'message', data: this.#data.join('\n') });
      this.#event = '';
      this.#data = [];
      return;
    }
    const [, field = '', value = ''] = /^\uFEFF?([^:]*)(?:: ?([^]*))?$/.exec(line) ?? [];
    if (field === 'data') this.#data.push(value);
    else if (field === 'event') this.#event = value;
  }
}
