import { Fragment, type ReactNode } from 'react';
import { hasMarkup, tokenizeMarkup } from '../../../../core/document/markup.ts';

/** A line of cue text with its italic, bold and underlined parts; other tags are not shown. */
export function MarkedText({ text }: { readonly text: string }) {
  if (!hasMarkup(text)) return text;
  const open = new Set<string>();
  const parts: ReactNode[] = [];
  for (const [index, { kind, name, raw }] of tokenizeMarkup(text).entries()) {
    if (kind === 'open') open.add(name);
    else if (kind === 'close') open.delete(name);
    else if (kind === 'text') {
      const style = [open.has('i') && 'italic', open.has('b') && 'font-semibold', open.has('u') && 'underline'];
      const classes = style.filter(Boolean).join(' ');
      parts.push(<Fragment key={index}>{classes === '' ? raw : <span className={classes}>{raw}</span>}</Fragment>);
    }
  }
  return <>{parts}</>;
}
