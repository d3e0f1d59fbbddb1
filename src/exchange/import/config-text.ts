/** The parts of an imported config as files. */
import type { Block, ImportedConfig } from './make-config.ts';

const header = [
  '# Written by "domctl import". Look through it, then see what "domctl plan" makes of it.',
  'version: 1',
];

/** All of it in one. */
export function configText({ remarks, defaults, templates, domains }: ImportedConfig): string {
  return textOf([
    [...remarks, ...header],
    ...defaultsSection(defaults),
    ...section('templates', templates),
    ...section('domains', domains),
  ]);
}

/** A file for each domain, and one for what they share, by file name. */
export function configFiles({ remarks, defaults, templates, domains }: ImportedConfig): ReadonlyMap<string, string> {
  const files = new Map(
    domains.map((block) => [`${block.name}.yaml`, textOf([['version: 1'], ...section('domains', [block])])]),
  );
  const shared = [...defaultsSection(defaults), ...section('templates', templates)];
  if (shared.length + remarks.length > 0) files.set('shared.yaml', textOf([[...remarks, ...header], ...shared]));
  return files;
}

function defaultsSection(lines: readonly string[]): readonly (readonly string[])[] {
  return lines.length === 0 ? [] : [['defaults:', ...lines.map((line) => `  ${line}`)]];
}

function section(name: string, blocks: readonly Block[]): readonly (readonly string[])[] {
  if (blocks.length === 0) return [];
  return [[`${name}:`], ...blocks.map(({ lines }) => lines.map((line) => `  ${line}`))];
}

/** A blank line between two paragraphs. */
function textOf(paragraphs: readonly (readonly string[])[]): string {
  return paragraphs.map((lines) => `${lines.join('\n')}\n`).join('\n');
}
