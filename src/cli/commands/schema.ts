import { readFile } from 'node:fs/promises';
import { registrars } from '../../registrars/index.ts';
import { assetUrl } from '../../schema/assets.ts';
import { editorSchema } from '../../schema/config/editor-schema.ts';
import type { Context } from '../context.ts';
import type { ExitCode } from '../exit-code.ts';
import { jsonText } from '../views/formats.ts';

/** For editors: it knows the registrars of this version, and what they take at a record. */
export async function schema(context: Context): Promise<ExitCode> {
  const file = assetUrl('schema/config/domains.schema.json');
  const plain = JSON.parse(await readFile(file, 'utf8'));
  const descriptors = [...registrars.values()].map((registrar) => registrar.descriptor);
  context.output.result(jsonText(editorSchema(plain, descriptors)));
  return 0;
}
