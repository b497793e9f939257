/** What was read of a text that should be one JSON value. `cut`: it ends in the middle. `broken`: it is none, whatever is repaired. */
export type TolerantJson =
  { readonly kind: 'value'; readonly value: unknown; readonly end: number } | { readonly kind: 'cut' | 'broken' };

/** Nesting beyond this is no answer of a model. */
const MAX_DEPTH = 64;

/**
 * Reads the JSON value that starts at `from`, as models write it: commas too many before a closing bracket, line breaks
 * and quotes inside strings that are not escaped. A quote ends a string only where JSON goes on behind it, so that words
 * in quotes stay part of the text. What comes after the value is left alone. Never throws.
 */
export function readTolerantJson(text: string, from = 0): TolerantJson {
  const reader = new Reader(text, from);
  try {
    const value = reader.value(0);
    return { kind: 'value', value, end: reader.at };
  } catch (fault) {
    if (fault instanceof Fault) return { kind: fault.kind };
    throw fault;
  }
}

class Fault extends Error {
  readonly kind: 'cut' | 'broken';
  constructor(kind: 'cut' | 'broken') {
    super(kind);
    this.kind = kind;
  }
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;
const SPACE = /[\s\uFEFF]*/y;
/** What may follow the closing quote of a key, of a value in an object and of one in a list. */
const AFTER = {
  key: /\s*:/y,
  property: /\s*(?:\}|,\s*(?:\}|"(?:[^"\\]|\\.)*"\s*:)|,?\s*$)/y,
  item: /\s*(?:\]|,\s*(?:["[{\]\d-]|true|false|null)|,?\s*$)/y,
  alone: /\s*$/y,
} as const;
const ESCAPES: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

class Reader {
  at: number;
  readonly #text: string;

  constructor(text: string, from: number) {
    this.#text = text;
    this.at = from;
  }

  value(depth: number, place: keyof typeof AFTER = 'alone'): unknown {
    if (depth > MAX_DEPTH) throw new Fault('broken');
    switch (this.#peek()) {
      case '{':
        return this.#object(depth);
      case '[':
        return this.#list(depth);
      case '"':
        return this.#string(place);
      default:
        return this.#plain();
    }
  }

  #object(depth: number): Record<string, unknown> {
    this.at++;
    const entries: [string, unknown][] = [];
    while (this.#peek() !== '}') {
      if (this.#peek() !== '"') throw new Fault('broken');
      const key = this.#string('key');
      this.#take(':');
      entries.push([key, this.value(depth + 1, 'property')]);
      if (this.#peek() !== '}') this.#take(',');
    }
    this.at++;
    // Defines every key as the object's own, `__proto__` as well.
    return Object.fromEntries(entries);
  }

  #list(depth: number): unknown[] {
    this.at++;
    const items: unknown[] = [];
    while (this.#peek() !== ']') {
      items.push(this.value(depth + 1, 'item'));
      if (this.#peek() !== ']') this.#take(',');
    }
    this.at++;
    return items;
  }

  #string(place: keyof typeof AFTER): string {
    const text = this.#text;
    let value = '';
    for (let from = ++this.at; ; this.at++) {
      const letter = text[this.at];
      // A text that closes its brackets was not cut: its quotes are beyond repair.
      if (letter === undefined) throw new Fault(/[}\]]\s*$/.test(text) ? 'broken' : 'cut');
      if (letter === '"' && matchAt(AFTER[place], text, this.at + 1) !== undefined) {
        value += text.slice(from, this.at++);
        return value;
      }
      if (letter !== '\\') continue;
      value += text.slice(from, this.at++);
      const escaped = text[this.at];
      if (escaped === undefined) throw new Fault('cut');
      if (escaped === 'u') {
        const code = text.slice(this.at + 1, this.at + 5);
        if (!/^[0-9a-fA-F]{4}$/.test(code)) throw new Fault(this.at + 5 > text.length ? 'cut' : 'broken');
        value += String.fromCharCode(Number.parseInt(code, 16));
        this.at += 4;
        from = this.at + 1;
      } else {
        const known = ESCAPES[escaped];
        if (known !== undefined) value += known;
        // Of an escape that JSON does not know, the letter stays.
        from = known === undefined ? this.at : this.at + 1;
      }
    }
  }

  #plain(): unknown {
    const found = matchAt(NUMBER, this.#text, this.at) ?? matchAt(WORD, this.#text, this.at);
    if (found === undefined || found === '') throw new Fault('broken');
    this.at += found.length;
    return JSON.parse(found);
  }

  /** The next letter that is not white space. */
  #peek(): string {
    this.at += matchAt(SPACE, this.#text, this.at)?.length ?? 0;
    const letter = this.#text[this.at];
    if (letter === undefined) throw new Fault('cut');
    return letter;
  }

  #take(letter: string): void {
    if (this.#peek() !== letter) throw new Fault('broken');
    this.at++;
  }
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
