/** A small config in a folder of its own, for tests of whole commands. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CliResult, domctl, temporaryFolder } from '../../helpers/cli.ts';

export const small = `version: 1
accounts:
  gandi: { credentials: { token: "\${GANDI_TOKEN}" } }
domains:
  example.com:
    registrar: gandi
    auto_renew: true
    records:
      - { name: api, type: A, value: 192.0.2.20, ttl: 300 }
      - { name: "@", type: TXT, value: "v=spf1 -all", ttl: 300 }
  example.net:
    registrar: gandi
    records:
      - { name: shop, type: CNAME, value: shop.example.com., ttl: 300 }
`;

export interface Workplace {
  readonly folder: string;
  write(text: string, file?: string): void;
  run(...args: string[]): Promise<CliResult>;
  runWith(env: Readonly<Record<string, string>>, ...args: string[]): Promise<CliResult>;
}

export function workplace(text: string = small): Workplace {
  const folder = temporaryFolder();
  const write = (content: string, file = 'domains.yaml') => writeFileSync(join(folder, file), content);
  write(text);
  return {
    folder,
    write,
    run: (...args) => domctl(args, { cwd: folder }),
    runWith: (env, ...args) => domctl(args, { cwd: folder, env }),
  };
}
