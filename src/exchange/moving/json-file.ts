/** A JSON file of another tool, with the place of what is in it. */
import { isNode, parseDocument } from 'yaml';
import type { Source } from '../../schema/config/document.ts';
import type { Issue } from '../../schema/config/issue.ts';
import { indexLines, withoutMark } from '../../schema/config/lines.ts';
import { bad, type Problem } from '../../schema/result.ts';

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}
export type JsonPath = readonly (string | number)[];

export interface JsonFile {
  readonly data: Json;
  issueAt(path: JsonPath, problem: Problem): Issue;
}

/** `advice`: how the file is made. */
export function readJsonFile(source: Source, advice: string): JsonFile | { readonly issues: readonly Issue[] } {
  const text = withoutMark(source.text);
  const lines = indexLines(text);
  const issueOf = (offset: number, { message, suggestion }: Problem): Issue => {
    const issue: Issue = { code: 'moved-file', file: source.file, ...lines.position(offset), message };
    return suggestion === undefined ? issue : { ...issue, suggestion };
  };
  try {
    // Places are looked up for issues alone: the file may be large.
    const issueAt = (path: JsonPath, problem: Problem) => issueOf(offsetOf(text, path), problem);
    return { data: JSON.parse(text) as Json, issueAt };
  } catch (error) {
    const message = (error as Error).message;
    const at = /position (\d+)/.exec(message)?.[1];
    return { issues: [issueOf(at === undefined ? 0 : Number(at), bad('this is not JSON', advice).problem)] };
  }
}

/** JSON is YAML, whose parser keeps places. */
function offsetOf(text: string, path: JsonPath): number {
  const node = parseDocument(text, { prettyErrors: false, logLevel: 'silent', uniqueKeys: false }).getIn(path, true);
  return isNode(node) ? (node.range?.[0] ?? 0) : 0;
}

export function objectOf(value: Json | undefined): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
}

export function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

export function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
