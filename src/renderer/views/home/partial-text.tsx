import { useEffect, useState } from 'react';
import { ask } from '../../client/ask.ts';
import { useHost } from '../../client/studio-context.tsx';

const WORDS = 40;

/**
 * The last words a running job heard, on at most two lines. Not read aloud: it changes all the time. `heard` came since
 * this page looks; what came before is asked for once.
 */
export function PartialText({ id, heard }: { readonly id: number; readonly heard: string }) {
  const { api } = useHost();
  const [before, setBefore] = useState('');
  useEffect(() => {
    const stopping = new AbortController();
    ask(api, 'queue.text', { id, words: WORDS }, { signal: stopping.signal }).then(
      ({ text }) => setBefore(text),
      // It is a look aside: the row itself tells what goes wrong.
      () => undefined,
    );
    return () => stopping.abort();
  }, [api, id]);
  const text = heard === '' ? before : heard;
  if (text === '') return undefined;
  return (
    // The newest words are at the lower edge, so that older ones go out of sight.
    <span className="flex h-8 max-w-3xl flex-col justify-end overflow-hidden text-xs text-muted">
      <span dir="auto" aria-live="off">
        {text}
      </span>
    </span>
  );
}
