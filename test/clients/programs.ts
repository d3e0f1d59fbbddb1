/** The clients of others as they are installed: Python packages from PyPI, and Go modules in one binary. */
import { join } from 'node:path';
import { installPackages, type PythonPackages, Unavailable } from '../helpers/python-package.ts';
import type { Driver } from './peer.ts';
import type { Processes } from './processes.ts';

export type Language = 'python' | 'go';

/** How the driver of a client is started: by its Python file, or by its name in `go/main.go`. */
export type Installed = (client: string) => Driver;

const packages: PythonPackages = {
  requirements: [
    'dns-lexicon==3.25.2',
    'octodns==1.22.0',
    'octodns-cloudflare==1.2.0',
    'octodns-gandi==1.2.0',
    'certbot-dns-cloudflare==5.8.0',
    'cloudflare==5.9.0',
  ],
  oldestPython: [3, 10],
};

/** Throw `Unavailable` where the language or its registry is missing. */
export const install: { readonly [L in Language]: (folder: string, processes: Processes) => Promise<Installed> } = {
  python: async (folder, processes) => {
    const interpreter = await installPackages(packages, folder, processes);
    return (client) => ({ command: interpreter, args: [join(import.meta.dirname, 'python', `${client}_driver.py`)] });
  },
  go: async (folder, processes) => {
    // As it is pinned by go.mod and go.sum, whatever the caller's own settings are.
    const env = { ...process.env, GOFLAGS: '-mod=readonly', GOTOOLCHAIN: 'local', GOWORK: 'off' };
    const sources = join(import.meta.dirname, 'go');
    const binary = join(folder, 'go-clients');
    const built = await processes.run('go', ['build', '-o', binary, '.'], { cwd: sources, env, limitMs: 300_000 });
    if (built.code === 0) return (client) => ({ command: binary, args: [client] });
    const last = built.output.trim().split('\n').at(-1) ?? '';
    if (built.timedOut) throw new Unavailable('go did not build them in time');
    if (/ENOENT/.test(built.output)) throw new Unavailable('go does not run');
    if (/requires go >=/.test(built.output)) throw new Unavailable(last);
    if (/dial tcp|TLS handshake|i\/o timeout|disabled by GOPROXY|reading https?:\S+: \d{3} /.test(built.output)) {
      throw new Unavailable(`the Go module proxy does not give the modules: ${last}`);
    }
    throw new Error(`go could not build the clients:\n${built.output}`);
  },
};
