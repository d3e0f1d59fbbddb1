/** Paths of requests against templates: `dns/edit/:domain/[:name]`, where a last part in brackets may be left out. */

/** The parts of a path, decoded; undefined for one that cannot be decoded, which matches nothing. */
export function segmentsOf(path: string): (string | undefined)[] {
  return path.split('/').map(decode);
}

/** The parameters by name, without those that were left out; undefined where the template is another. None is empty. */
export function matchPath(
  template: string,
  segments: readonly (string | undefined)[],
): Readonly<Record<string, string>> | undefined {
  const parts = template.split('/');
  if (segments.length > parts.length) return undefined;
  const params: Record<string, string> = {};
  for (const [i, part] of parts.entries()) {
    const segment = segments[i];
    if (segment === undefined) {
      if (part.startsWith('[') && segments.length === i) continue;
      return undefined;
    }
    const name = /^\[?:(\w+)\]?$/.exec(part)?.[1];
    if (name !== undefined && segment !== '') params[name] = segment;
    else if (part !== segment) return undefined;
  }
  return params;
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
