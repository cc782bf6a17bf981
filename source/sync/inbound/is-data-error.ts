export type DataError = Error & {readonly code: string};

/** SQL states of class 22 (a value does not fit) and 23 (a constraint refuses it): the data is at fault, not the run. */
export function isDataError(error: unknown): error is DataError {
	return error instanceof Error && 'code' in error && typeof error.code === 'string' && /^2[23]\w{3}$/.test(error.code);
}
