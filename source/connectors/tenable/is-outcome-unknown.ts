import {AppError} from '../../errors/app-error.js';

/** Whether a request may have taken effect although its answer was lost: then it is looked for, and not sent again. */
export const isOutcomeUnknown = (error: unknown): boolean => error instanceof AppError && error.code === 'EXTERNAL_UNREACHABLE' && !error.isRetryable;
