import { describe, expect, it } from 'vitest';
import { newDocument } from '../core/document/new-document.ts';
import { readStoredJson } from '../core/formats/json/json-codec.ts';
import type { Reply } from '../contract/reply.ts';
import { keepText } from '../studio/documents/document-text.ts';
import { replyText } from './reply-text.ts';

const known = newDocument({ speakers: [{ id: 'S1', name: 'Ada "A" \u2028' }] });
keepText(known, JSON.stringify(known));

describe('replyText', () => {
  it.each<Reply<unknown>>([
    { ok: true, value: { document: known } },
    { ok: true, value: { document: known, undoLabel: undefined } },
    { ok: true, value: { jobId: 1, document: known, conflicts: [{ label: '"' }] } },
    { ok: true, value: { jobId: 1, document: newDocument({}) } },
    { ok: true, value: { document: 'text' } },
    { ok: true, value: undefined },
    { ok: true, value: [1] },
    { ok: false, error: { code: 'internal', what: 'a', meaning: 'b', action: 'c' } },
  ])('says the same as plain JSON, %#', (reply) => {
    expect(JSON.parse(String(replyText(reply)))).toEqual(JSON.parse(JSON.stringify(reply)));
  });

  it('takes the text that is known', () => {
    keepText(known, '{"marker":1}');
    expect(replyText({ ok: true, value: { document: known, revision: 2 } })).toBe(
      '{"ok":true,"value":{"document":{"marker":1},"revision":2}}',
    );
  });
});

describe('readStoredJson', () => {
  const text = JSON.stringify(newDocument({}));

  it('tells texts that can be passed on from those that had to be mended or changed', () => {
    expect(readStoredJson(text).isVerbatim).toBe(true);
    expect(readStoredJson(`\uFEFF${text}`).isVerbatim).toBe(false);
    expect(readStoredJson(text.replace('{', '{"later":NaN,')).isVerbatim).toBe(false);
    expect(readStoredJson(text.replace('{', '{"__proto__":1,')).isVerbatim).toBe(false);
  });
});
