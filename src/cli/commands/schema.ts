import { readFile } from 'node:fs/promises';
import type { Context } from '../context.ts';
import type { ExitCode } from '../exit-code.ts';

export async function schema(context: Context): Promise<ExitCode> {
  const file = new URL('../../schema/config/domains.schema.json', import.meta.url);
  context.output.result(await readFile(file, 'utf8'));
  return 0;
}
