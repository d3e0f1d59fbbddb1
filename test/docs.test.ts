/** What the documentation shows is true of the code: configs load, links lead somewhere, tables are those of the code. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { reasons } from '../bench/call-reasons.ts';
import { allDescriptors, withTables } from '../scripts/readme-tables.ts';
import { guardCodes } from '../src/planner/plan.ts';
import { loadConfig } from '../src/schema/config/load.ts';
import {
  parseRdata,
  printRdata,
  rdataFromObject,
  recordTypeNames,
  recordTypes,
} from '../src/schema/dns/record-types.ts';
import { configTarget } from '../src/schema/dns/targets.ts';
import { settingFields } from '../src/schema/domain/settings.ts';

const root = join(import.meta.dirname, '..');
const descriptors = new Map(allDescriptors.map((descriptor) => [descriptor.name, descriptor]));

interface Page {
  readonly file: string;
  readonly text: string;
}

const pages: readonly Page[] = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
].map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));

function pageOf(file: string): Page {
  const page = pages.find((one) => one.file === file);
  if (page === undefined) throw new Error(`there is no ${file}`);
  return page;
}

/** Fenced blocks of YAML, with the line of each. */
function yamlBlocks({ file, text }: Page): readonly (readonly [place: string, yaml: string])[] {
  return [...text.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map((match) => {
    const line = text.slice(0, match.index).split('\n').length + 1;
    return [`${file}:${line}`, match[1] ?? ''] as const;
  });
}

/** The rows of the table whose heading begins with this cell, without heading; cells without their backticks. */
function tableOf({ file, text }: Page, heading: string): readonly (readonly string[])[] {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.startsWith(`| ${heading} |`));
  if (start < 0) throw new Error(`${file} has no table that begins with ${heading}`);
  const length = lines.slice(start).findIndex((line) => !line.startsWith('|'));
  return lines.slice(start + 2, start + length).map((line) => {
    const cells = line.split('|').slice(1, -1);
    return cells.map((cell) => cell.trim().replace(/^`(.*)`$/, '$1'));
  });
}

describe('examples', () => {
  // Blocks with accounts are whole configs; others are excerpts.
  const configs = pages.flatMap(yamlBlocks).filter(([, yaml]) => /^(version|accounts):/m.test(yaml));

  it.each(configs)('the config at %s loads', (place, text) => {
    const { issues } = loadConfig([{ file: place, text }], { descriptors, variables: (name) => `value of ${name}` });
    expect(issues.map(({ line, message }) => `line ${line} of the block: ${message}`)).toEqual([]);
  });

  it('are there', () => {
    expect(configs.length).toBeGreaterThan(15);
  });
});

describe('links', () => {
  const links = pages.flatMap(({ file, text }) =>
    [...text.matchAll(/\]\((?![a-z]+:)([^)\s]+)\)/g)].map((match) => [file, match[1] ?? ''] as const),
  );

  it.each(links)('%s: %s leads somewhere', (file, link) => {
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? file : relative(root, join(root, dirname(file), path));
    expect(existsSync(join(root, target)), `${target} is missing`).toBe(true);
    if (anchor !== undefined) expect(anchorsOf(pageOf(target)), target).toContain(anchor);
  });
});

/** As GitHub makes them from headings. */
function anchorsOf({ text }: Page): readonly string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

describe('README.md', () => {
  it('has the tables of the descriptors (npm run docs)', () => {
    const { text } = pageOf('README.md');
    expect(text).toBe(withTables(text, allDescriptors));
  });
});

describe('docs/config.md', () => {
  const page = pageOf('docs/config.md');
  const readTarget = configTarget('example.com');

  it('shows every record type', () => {
    expect(tableOf(page, 'type').map(([type]) => type)).toEqual(recordTypeNames);
  });

  it.each(tableOf(page, 'type'))('shows %s as text and as an object that mean the same', (name, text, object) => {
    const { type } = recordTypes[name as keyof typeof recordTypes];
    // As in the config: both are YAML there.
    const ofText = parseRdata(type, String(parse(text ?? '')), readTarget);
    const ofObject = rdataFromObject(type, parse(object ?? ''), readTarget);
    if (!ofText.ok) throw new Error(ofText.problem.message);
    if (!ofObject.ok) throw new Error(ofObject.problem.message);
    expect(printRdata(ofText.value)).toBe(printRdata(ofObject.value));
  });

  it.each(tableOf(page, 'written'))('reads the target %s as %s', (written, meaning, why) => {
    const target = readTarget(written ?? '');
    if (target.ok) return expect(target.value).toBe(meaning);
    const readings = (why ?? '').match(/[a-z.]+\./g)?.map((reading) => `"${reading}"`);
    expect([meaning, target.problem.suggestion]).toEqual(['refused', `write ${readings?.join(' or ')}`]);
  });

  it('explains every guard and every setting', () => {
    expect(tableOf(page, 'code').map(([code]) => code)).toEqual(guardCodes);
    expect(tableOf(page, 'key | value').map(([key]) => key)).toEqual(expect.arrayContaining([...settingFields]));
  });
});

describe('registrars', () => {
  it.each([...descriptors.keys()])('%s has a page, and stands in the index', (name) => {
    expect(pages.map(({ file }) => file)).toContain(`docs/registrars/${name}.md`);
    expect(pageOf('docs/registrars/README.md').text).toContain(`(${name}.md)`);
  });

  it.each(allDescriptors)('the calls of $title are counted (npm run bench:calls), each with a reason', (descriptor) => {
    const section = pageOf('docs/calls.md')
      .text.split(/^## /m)
      .find((text) => text.startsWith(descriptor.title));
    const rows = tableOf({ file: 'docs/calls.md', text: section ?? '' }, 'change');
    expect(rows.filter(([, , , why]) => why === '')).toEqual([]);
    expect(Object.fromEntries(rows.map(([change, , , why]) => [change, why]))).toEqual(reasons[descriptor.name]);
  });
});
