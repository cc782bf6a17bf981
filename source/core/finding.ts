/** One finding of `parley doctor`. */
export type Finding = {
	readonly severity: 'ok' | 'unusual' | 'problem';
	readonly subject: string;
	readonly message: string;
	readonly nextStep?: string;
};
