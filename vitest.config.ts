import { defineConfig } from 'vitest/config';

/** Files that share what they import, Microsoft's binder above all: none of them replaces a module or holds on to much. */
const together = [
  'test/{attack,ir,lint,lower,mapping,support}/**/*.test.ts',
  'test/targets/sigma/*.test.ts',
  'test/targets/kql/{alerts,check,print,row,run,run-time,share}.test.ts',
];

export default defineConfig({
  test: {
    globalSetup: ['test/support/build-once.ts'],
    testTimeout: 60_000,
    pool: 'threads',
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: 'together', include: together, isolate: false } },
      { extends: true, test: { name: 'alone', include: ['test/**/*.test.ts'], exclude: together } },
    ],
  },
});
