/** The standing sandbox of the built command, with one account and one domain at every registrar. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTransport } from '../../src/registrars/http/create-transport.ts';
import type { WholeClient, WholeRegistrar } from '../../src/registrars/registrar.ts';
import { registrars } from '../helpers/halves.ts';
import { sandboxCredentials } from '../helpers/simulated.ts';
import { kill, type Processes, within } from './processes.ts';

export interface Sandbox {
  /** By registrar. */
  account(name: string): SandboxAccount;
  /** Throws where it does not end as it should. */
  close(): Promise<void>;
}

export interface SandboxAccount {
  readonly registrar: WholeRegistrar;
  /** Registered and hosted there. */
  readonly domain: string;
  readonly origin: string;
  readonly credentials: Readonly<Record<string, string>>;
  /** Our own client. */
  readonly client: WholeClient;
  /** How often a text without letters or digits around it stands in what the simulator has stored. */
  stored(text: string): number;
}

const command = join(import.meta.dirname, '../../dist/cli/main.js');
const startLimitMs = 30_000;

/** `folder`: for its config and its data. */
export async function startSandbox(folder: string, processes: Processes): Promise<Sandbox> {
  const config = join(folder, 'domains.yaml');
  const data = join(folder, 'data');
  writeFileSync(config, configOfAll());
  const child = processes.start(
    process.execPath,
    [command, 'sandbox', '-f', config, '--data', data, '--no-rate-limits'],
    { cwd: folder, env: { PATH: process.env.PATH, HOME: folder } },
  );
  let printed = '';
  child.stderr.on('data', (chunk: Buffer) => {
    printed += chunk.toString();
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  const line = await within(startLimitMs, 'the sandbox was not ready in time', firstLine(child.stdout, ended)).catch(
    (error: Error) => {
      kill(child);
      throw new Error(`${error.message}\n${printed}`);
    },
  );
  const { endpoints, env } = JSON.parse(line) as Record<'endpoints' | 'env', Readonly<Record<string, string>>>;

  return {
    account: (name) => {
      const registrar = registrars.get(name);
      if (registrar === undefined) throw new Error(`no registrar "${name}"`);
      return openAccount(registrar, endpoints[name] ?? '', env, join(data, 'accounts', name));
    },
    close: async () => {
      child.kill('SIGTERM');
      const code = await within(10_000, 'the sandbox did not end when it was told', ended);
      if (code !== 0) throw new Error(`the sandbox ended with ${code}\n${printed}`);
      if (printed.includes('A simulator failed')) throw new Error(printed);
    },
  };
}

/** Under a public suffix, as some clients take domains apart by these; nothing is sent there. */
function domainAt(registrar: string): string {
  return `checked-at-${registrar}.com`;
}

function configOfAll(): string {
  const accounts = [...registrars].map(([name, registrar]) => {
    const credentials = keysOf(registrar).map(({ key, variable }) => `${key}: "\${${variable}}"`);
    return `  ${name}:\n    credentials: { ${credentials.join(', ')} }\n`;
  });
  const domains = [...registrars.keys()].map((name) => `  ${domainAt(name)}:\n    registrar: ${name}\n`);
  return `version: 1\naccounts:\n${accounts.join('')}domains:\n${domains.join('')}`;
}

/** Those that the sandbox gives values for: without keys that stand instead of others. */
function keysOf(registrar: WholeRegistrar): WholeRegistrar['descriptor']['credentials'] {
  const accepted = sandboxCredentials(registrar);
  return registrar.descriptor.credentials.filter(({ key }) => accepted[key] !== undefined);
}

function openAccount(
  registrar: WholeRegistrar,
  origin: string,
  env: Readonly<Record<string, string>>,
  folder: string,
): SandboxAccount {
  const { descriptor } = registrar;
  const credentials = Object.fromEntries(keysOf(registrar).map(({ key, variable }) => [key, env[variable] ?? '']));
  const transport = createTransport({
    registrar: descriptor.name,
    account: descriptor.name,
    endpoint: origin,
    limits: [],
    maxConcurrent: descriptor.maxConcurrent,
    secrets: descriptor.credentials.filter(({ secret }) => secret).map(({ key }) => credentials[key] ?? ''),
    retry: { baseMs: 1 },
    counters: { reads: 0, writes: 0, retries: 0 },
    ...(registrar.judge && { judge: registrar.judge }),
  });
  const account = {
    name: descriptor.name,
    registrar: descriptor.name,
    credentials,
    endpoint: origin,
    source: { file: 'domains.yaml', line: 1, column: 1 },
  };
  return {
    registrar,
    domain: domainAt(descriptor.name),
    origin,
    credentials,
    client: registrar.connect(account, transport),
    stored: (text) => {
      const pattern = new RegExp(`(?<![\\w.])${text.replaceAll('.', '\\.')}(?![\\w])`, 'g');
      const documents = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
      return documents.reduce((sum, document) => sum + (document.match(pattern)?.length ?? 0), 0);
    },
  };
}

function firstLine(output: NodeJS.ReadableStream, ended: Promise<unknown>): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    output.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes('\n')) resolve(text.slice(0, text.indexOf('\n')));
    });
    void ended.then((code) => reject(new Error(`the sandbox ended with ${code} before it was ready`)));
  });
}
