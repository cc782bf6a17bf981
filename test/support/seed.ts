import process from 'node:process';

/** What all that is drawn in tests is drawn from; another one for a night: PARLEY_TEST_SEED. */
export const seed = Number(process.env['PARLEY_TEST_SEED'] ?? 107);
