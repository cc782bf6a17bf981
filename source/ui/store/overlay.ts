import type {JsonValue} from '../../core/json.js';
import type {SafeText} from '../../core/safe-text.js';
import type {Action} from './actions.js';
import type {TextField} from './text-field.js';

/** What a prompt asks for. `isJson`: the value is no plain text, so it is typed as JSON. */
export type PromptPurpose =
	| {readonly kind: 'filter'}
	| {readonly kind: 'edit'; readonly id: number; readonly version: number; readonly isJson: boolean}
	| {readonly kind: 'note'; readonly id: number}
	| {readonly kind: 'assign'; readonly id: number};

/** What lies over the screen and takes all keys until it is closed. */
export type Overlay =
	| {readonly kind: 'palette'; readonly field: TextField; readonly cursor: number; readonly problem: SafeText | undefined}
	| {readonly kind: 'help'; readonly field: TextField; readonly cursor: number}
	| {
		readonly kind: 'prompt'; readonly purpose: PromptPurpose; readonly title: SafeText; readonly field: TextField;
		readonly problem: SafeText | undefined; readonly isBusy: boolean;
	}
	| ConfirmOverlay
	| {readonly kind: 'progress'; readonly title: SafeText}
	| {readonly kind: 'text'; readonly title: SafeText; readonly text: SafeText; readonly top: number};

/** Asks before something that is hard to take back. The focus starts on Cancel. */
export type ConfirmOverlay = {
	readonly kind: 'confirm';
	readonly title: SafeText;
	readonly lines: readonly SafeText[];
	readonly confirmLabel: SafeText;
	/** What has to be typed before it can be confirmed. */
	readonly expected: string | undefined;
	readonly field: TextField;
	readonly focus: 'cancel' | 'confirm';
	readonly onConfirm: Action;
};

export type EditedValue = {readonly value: JsonValue} | {readonly problem: SafeText};
