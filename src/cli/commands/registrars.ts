import { registrars as registry } from '../../registrars/index.ts';
import type { RegistrarsArguments } from '../arguments/registrars.ts';
import type { Context } from '../context.ts';
import type { ExitCode } from '../exit-code.ts';
import { registrarsViews } from '../views/registrars.ts';

export async function registrars(context: Context, { format }: RegistrarsArguments): Promise<ExitCode> {
  const descriptors = [...registry.values()].map((registrar) => registrar.descriptor);
  context.output.report(registrarsViews[format](descriptors, context.paint, context.output.width()), format);
  return 0;
}
