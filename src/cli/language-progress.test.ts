import { afterEach, expect, it, vi } from 'vitest';
import type { Alert } from '../shared/alert.ts';
import { languageTeller } from './language-progress.ts';

afterEach(() => void vi.restoreAllMocks());

it('tells each alert once, when it comes', () => {
  const written: string[] = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
  const alert = (message: string): Alert => ({ code: 'llm-stepped-down', severity: 'warning', message });
  const tell = languageTeller('classify', () => 0);
  const [first, second] = [alert('with half the context'), alert('on the processor')];
  tell({ done: 0, total: 100 });
  tell({ done: 1, total: 100, alerts: [first] });
  tell({ done: 2, total: 100, alerts: [first] });
  tell({ done: 3, total: 100, alerts: [first, second] });
  const of = ({ message }: Alert): number => written.filter((text) => text.includes(message)).length;
  expect([of(first), of(second)]).toEqual([1, 1]);
  expect(written.filter((text) => text.includes('100'))).toHaveLength(1);
});
