import type {ErrorCode} from './codes.js';

export type AppErrorFacts = {
	readonly code: ErrorCode;
	/** What failed, on what: one sentence that ends with a full stop. */
	readonly message: string;
	/** What a person does now, as a command or a place to look. */
	readonly nextStep: string;
	readonly isRetryable?: boolean;
	readonly cause?: unknown;
};

/** A failure that Parley expects and can explain. Everything else that is thrown is a bug. */
export class AppError extends Error {
	override readonly name = 'AppError';
	readonly code: ErrorCode;
	readonly nextStep: string;
	readonly isRetryable: boolean;

	constructor(facts: AppErrorFacts) {
		super(facts.message, {cause: facts.cause});
		this.code = facts.code;
		this.nextStep = facts.nextStep;
		this.isRetryable = facts.isRetryable ?? false;
	}
}
