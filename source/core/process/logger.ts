/** Facts beside a log message. Values are masked by the logger, never by the caller. */
export type LogFacts = Readonly<Record<string, unknown>>;

export type Logger = {
	readonly debug: (message: string, facts?: LogFacts) => void;
	readonly info: (message: string, facts?: LogFacts) => void;
	readonly warn: (message: string, facts?: LogFacts) => void;
	readonly error: (message: string, facts?: LogFacts) => void;
	/** A logger that adds these facts to each line. */
	readonly with: (facts: LogFacts) => Logger;
};

export const silentLogger: Logger = {debug() {}, info() {}, warn() {}, error() {}, with: () => silentLogger};
