import {availableParallelism} from 'node:os';
import {defineConfig} from 'vitest/config';

const withPostgres = {globalSetup: ['test/support/postgres-setup.ts']};

export default defineConfig({
	test: {
		setupFiles: ['test/support/same-draws.ts'],
		env: {
			FORCE_COLOR: '3', // Colours are part of what screens promise; without this, tests of them would see none.
			TZ: 'America/New_York', // A time that is read or shown in the machine's zone instead of UTC shows itself.
		},
		// Most tests wait for a database or a process more than they compute.
		maxWorkers: Math.max(3, availableParallelism()),
		passWithNoTests: false,
		teardownTimeout: 60_000, // For the PostgreSQL of the run to stop and to be cleared away.
		projects: [
			// Limits are for what never ends: where other work wants the processors too, all takes its time, and that is no failure.
			{extends: true, test: {name: 'unit', include: ['test/unit/**/*.test.{ts,tsx}'], testTimeout: 60_000}},
			{extends: true, test: {...withPostgres, name: 'integration', include: ['test/{integration,contract}/**/*.test.{ts,tsx}'], testTimeout: 180_000, hookTimeout: 180_000}},
			{extends: true, test: {...withPostgres, name: 'e2e', include: ['test/e2e/**/*.test.{ts,tsx}'], testTimeout: 180_000, hookTimeout: 180_000}},
		],
	},
});
