import {AppError} from '../../errors/app-error.js';

export const unknownBulkVerdict = (requestId: string): AppError => new AppError({
	code: 'NOT_FOUND',
	message: `There is no bulk verdict ${requestId}.`,
	nextStep: 'Its id was shown when it was given; "parley audit list --type bulk_verdict" has it too.',
});
