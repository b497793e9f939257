import { useEffect, useState } from 'react';
import { ask } from '../../client/ask.ts';
import { useHost } from '../../client/studio-context.tsx';

/** How often the words so far are asked for while they are on the screen. */
const BEAT_MS = 4000;
const WORDS = 40;

/** The last words a running job heard, on at most two lines. Not read aloud: it changes all the time. */
export function PartialText({ id }: { readonly id: number }) {
  const { api } = useHost();
  const [text, setText] = useState('');
  useEffect(() => {
    const stopping = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async (): Promise<void> => {
      try {
        if (!document.hidden) {
          const heard = await ask(api, 'queue.text', { id, words: WORDS }, { signal: stopping.signal });
          if (!stopping.signal.aborted) setText(heard.text);
        }
      } catch {
        // It is a look aside: the row itself tells what goes wrong.
      }
      if (!stopping.signal.aborted) timer = setTimeout(() => void look(), BEAT_MS);
    };
    void look();
    return () => {
      stopping.abort();
      clearTimeout(timer);
    };
  }, [api, id]);
  if (text === '') return undefined;
  return (
    <span dir="auto" aria-live="off" className="line-clamp-2 text-xs text-muted">
      {text}
    </span>
  );
}
