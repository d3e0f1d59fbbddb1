/**
 * PGlite's file system on a folder, made to keep what it is told and to say when it cannot.
 *
 * PGlite 0.5 starts Postgres with fsync off, and its file system has none. A resolved write would survive `kill -9`
 * (it is in the page cache) but not a power cut, after which the journal would have forgotten calls that were sent.
 * So fsync is given to the file system, and the caller switches it on: 1 to 2 ms for each commit.
 *
 * Where its log cannot be written (a full disk, say), a Postgres that is a process ends itself. In PGlite it would be
 * run again and again, and the call never returns (seen in @electric-sql/pglite 0.5.16, 2026-11-23). So a write that
 * fails ends it from outside, by an error that passes through its code. It must not be asked anything after that; what
 * it had committed is found in the log by the next process.
 *
 * Its files and folders are made for all to read, and even to write where the umask lets them (seen as above). Here they
 * are their owner's, and keep the mode that they were made with: there are file systems that refuse to change it.
 */
import { fsyncSync, writeSync } from 'node:fs';
import type { PGliteOptions } from '@electric-sql/pglite';
import { makePrivateFolder, privateFile, privateFolder } from './private-files.ts';

export interface DurableFileSystem {
  readonly fileSystem: NonNullable<PGliteOptions['fs']>;
  /** Why the database has ended; null where it has not. */
  failure(): DiskError | null;
}

/** Codes as in errno(3). */
const howToMakeRoom: Readonly<Record<string, string>> = {
  ENOSPC: 'Make room, and run again',
  EDQUOT: 'Make room within the quota of this user, and run again',
  EFBIG: 'Make room for larger files: raise the limit of this user (ulimit -f), and run again',
};

/** The disk did not take what the database had to write. */
export class DiskError extends Error {
  override readonly name = 'DiskError';

  constructor(cause: unknown) {
    const { code = '', message } = cause as NodeJS.ErrnoException;
    const room = howToMakeRoom[code];
    super(room === undefined ? `its disk failed (${message})` : `its disk takes no more data (${code}). ${room}`, {
      cause,
    });
  }

  /** The first thing that PGlite asks of an error, to tell a jump of Postgres' own; all others it would swallow. */
  get status(): never {
    throw this;
  }
}

export interface DiskUse {
  /** Asked before each write and sync; where it throws, the database ends without it. */
  mayWrite?(): void;
  /** Told of each sync to the disk. */
  onSync?(): void;
}

export async function createDurableFileSystem(folder: string, use: DiskUse): Promise<DurableFileSystem> {
  const { NodeFS } = await import('@electric-sql/pglite/nodefs');
  let failure: DiskError | null = null;
  const orEnd = <T>(write: () => T): T => {
    try {
      use.mayWrite?.();
      return write();
    } catch (error) {
      failure = new DiskError(error);
      throw failure;
    }
  };
  const harden = (given: object): void => {
    const module = given as EmscriptenModule;
    const { stream_ops: operations, node_ops: nodes } = module.NODEFS;
    // PGlite asks for what is left of a statement that failed.
    const run = module._PostgresMainLoopOnce;
    module._PostgresMainLoopOnce = () => {
      if (failure !== null) throw failure;
      run();
    };
    operations.write = (stream, memory, offset, length, position) =>
      orEnd(() => writeAll(stream.nfd, memory, offset, length, position));
    const make = nodes.mknod;
    nodes.mknod = (parent, name, mode, device) => make(parent, name, privateMode(mode), device);
    for (const changed of [nodes, operations] as readonly ChangesModes[]) {
      const change = changed.setattr;
      changed.setattr = (node, { mode: _, ...rest }) => change(node, rest);
    }
    operations.fsync = (stream) => {
      orEnd(() => fsyncSync(stream.nfd));
      use.onSync?.();
      return 0;
    };
  };

  makePrivateFolder(folder);

  class Durable extends NodeFS {
    override async init(...parameters: Parameters<InstanceType<typeof NodeFS>['init']>) {
      const result = await super.init(...parameters);
      const preRun = [result.emscriptenOpts.preRun ?? []].flat();
      return { emscriptenOpts: { ...result.emscriptenOpts, preRun: [...preRun, harden] } };
    }
  }

  return { fileSystem: new Durable(folder), failure: () => failure };
}

/**
 * A disk that is about to be full takes a part, and refuses the next. PGlite would not ask for the next: a new database
 * is unpacked without a look at how much was written (seen as above, 2026-11-30).
 */
function writeAll(file: number, memory: Int8Array, offset: number, length: number, position: number): number {
  let written = 0;
  while (written < length) {
    written += writeSync(file, memory, offset + written, length - written, position + written);
  }
  return written;
}

/** The kind of what is made, as in stat(2), with our permissions. */
function privateMode(mode: number): number {
  const kind = mode & 0o170000;
  return kind | (kind === 0o040000 ? privateFolder : privateFile);
}

/** As far as it is touched here; `memory` is that of the WebAssembly code. */
interface EmscriptenModule {
  _PostgresMainLoopOnce(): void;
  readonly NODEFS: {
    readonly node_ops: ChangesModes & {
      mknod(parent: unknown, name: string, mode: number, device: number): unknown;
    };
    readonly stream_ops: ChangesModes & {
      write(stream: Stream, memory: Int8Array, offset: number, length: number, position: number): number;
      fsync?(stream: Stream): number;
    };
  };
}

interface ChangesModes {
  setattr(of: unknown, attributes: { readonly mode?: number; readonly size?: number }): void;
}

interface Stream {
  readonly nfd: number;
}
