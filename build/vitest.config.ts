import { defineConfig } from 'vitest/config';

/**
 * The unit suite. Tests run in Node; a component test asks for a DOM with `// @vitest-environment happy-dom` in its
 * first line. Two workers, because the machine every change is checked on has two cores.
 */
export default defineConfig({
  root: `${import.meta.dirname}/..`,
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/bench/**', 'node_modules/**'],
    environment: 'node',
    pool: 'forks',
    maxWorkers: 2,
    // A story on a machine that others use too takes long; one that hangs is found all the same.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    css: { modules: { classNameStrategy: 'non-scoped' } },
  },
});
