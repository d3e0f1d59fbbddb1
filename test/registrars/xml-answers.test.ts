/** XML that is made to take memory or the stack: entities that grow, elements that nest. */
import { describe, expect, it } from 'vitest';
import { parseXml as namecheapXml } from '../../src/registrars/namecheap/xml.ts';
import { parseXml as namesiloXml } from '../../src/registrars/namesilo/xml.ts';

const readers = [
  ['Namecheap', (text: string) => namecheapXml(text)],
  ['NameSilo', (text: string) => namesiloXml(text, 'root')],
] as const;

describe.each(readers)('%s', (_name, read) => {
  it('elements that nest without end are no answer', () => {
    expect(() => read(`<root>${'<a>'.repeat(200_000)}x${'</a>'.repeat(200_000)}</root>`)).toThrow(/nested/i);
  });

  it('entities do not grow: ten of ten of ten stay what they are, or are refused', () => {
    const levels = Array.from({ length: 9 }, (_, n) => `<!ENTITY e${n + 1} "${`&e${n};`.repeat(10)}">`).join('');
    const text = `<!DOCTYPE root [<!ENTITY e0 "${'x'.repeat(100)}">${levels}]><root><a>&e9;</a></root>`;
    const read9 = () => {
      try {
        return JSON.stringify(read(text)).length;
      } catch {
        return 0;
      }
    };
    expect(read9()).toBeLessThan(200_000);
  });

  it('a long list with many references is read', () => {
    const row = '<row><value>&quot;a&amp;b&quot; &#233;</value></row>';
    expect(JSON.stringify(read(`<root>${row.repeat(20_000)}</root>`))).toContain('é');
  });
});
