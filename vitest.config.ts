import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 20_000,
    // Every test that needs a clock or an environment sets its own.
    unstubEnvs: true,
    restoreMocks: true,
  },
});
