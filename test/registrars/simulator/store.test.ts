import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileStore, memoryStore } from '../../../src/registrars/simulator/store.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'simulator-store-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe.each([
  ['memory', () => memoryStore()],
  ['files', () => fileStore(join(folder, 'data'))],
])('a store in %s', (_kind, open) => {
  it('holds documents by key, whatever the key', () => {
    const store = open();
    const keys = ['zone:example.com', 'a/b', '../up', '*', 'ü', `${'long.'.repeat(60)}com`];
    for (const [index, key] of keys.entries()) store.set(key, { index });
    store.set('a/b', { again: true });
    expect(store.keys()).toEqual([...keys].sort());
    expect(store.get('zone:example.com')).toEqual({ index: 0 });
    expect(store.get('a/b')).toEqual({ again: true });
    store.delete('a/b');
    store.delete('never there');
    expect(store.get('a/b')).toBeUndefined();
    expect(store.keys()).not.toContain('a/b');
  });
});

describe('a store in files', () => {
  it('has everything when it is opened again', () => {
    const store = fileStore(folder);
    const long = `${'long.'.repeat(60)}com`;
    store.set('zone:example.com', { records: [1, 2] });
    store.set(long, 'text');
    store.set('gone', 1);
    store.delete('gone');
    const again = fileStore(folder);
    expect(again.keys()).toEqual([long, 'zone:example.com'].sort());
    expect(again.get('zone:example.com')).toEqual({ records: [1, 2] });
    expect(again.get(long)).toBe('text');
  });

  it('leaves whole documents only, and passes over what a killed process left', () => {
    const store = fileStore(folder);
    store.set('zone', { ok: true });
    expect(readdirSync(folder)).toEqual(['zone.json']);
    writeFileSync(join(folder, 'zone.json.new'), '{"half');
    expect(fileStore(folder).keys()).toEqual(['zone']);
    expect(fileStore(folder).get('zone')).toEqual({ ok: true });
  });
});
