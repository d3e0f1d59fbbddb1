import { defineConfig } from 'vitest/config';

/** Tests of whole commands run what was built. */
const commands = ['test/cli/commands/**/*.test.ts', 'test/chaos/**/*.test.ts'];

export default defineConfig({
  test: {
    testTimeout: 20_000,
    // Not one core less, as by default: much of the time is waiting for processes.
    maxWorkers: '100%',
    // Every test that needs a clock or an environment sets its own.
    unstubEnvs: true,
    restoreMocks: true,
    projects: [
      { extends: true, test: { name: 'units', include: ['test/**/*.test.ts'], exclude: commands } },
      {
        extends: true,
        // Each test starts processes, and some of them a database.
        test: { name: 'commands', include: commands, globalSetup: 'test/helpers/build.ts', testTimeout: 60_000 },
      },
    ],
  },
});
