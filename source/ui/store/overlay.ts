import type {JsonValue} from '../../core/json.js';
import type {SafeText} from '../../core/text/safe-text.js';
import type {Action} from './actions.js';
import type {BulkSelection} from './bulk.js';
import type {Setting} from './rule-rows.js';
import type {TextField} from './text-field.js';

/** What of a pair's rules is typed: a setting, the mapping of a field, or a field's own policy. */
export type RuleEdit = {readonly kind: 'setting'; readonly setting: Setting} | {readonly kind: 'mapping' | 'field-policy'; readonly field: string};

/** What a prompt asks for. `isJson`: the value is no plain text, so it is typed as JSON. */
export type PromptPurpose =
	| {readonly kind: 'filter'}
	| {readonly kind: 'edit'; readonly id: number; readonly version: number; readonly isJson: boolean}
	/** One value for many. */
	| {readonly kind: 'edit-many'; readonly selection: BulkSelection; readonly isJson: boolean}
	/** Which of our rows an external record is. */
	| {readonly kind: 'link'; readonly id: number; readonly version: number; readonly rows: readonly string[]}
	| {readonly kind: 'search'}
	| {readonly kind: 'rule'; readonly edit: RuleEdit}
	| {readonly kind: 'try'}
	| {readonly kind: 'discard'; readonly id: number}
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
	| PreviewOverlay
	| ChoiceOverlay
	| {readonly kind: 'progress'; readonly title: SafeText}
	| {readonly kind: 'text'; readonly title: SafeText; readonly text: SafeText; readonly top: number};

/** Asks before something that is hard to take back. The focus starts on Cancel. */
export type Question = {
	readonly title: SafeText;
	/** Undefined: there is nothing that could be done. */
	readonly confirmLabel: SafeText | undefined;
	/** What has to be typed before it can be confirmed. */
	readonly expected: string | undefined;
	readonly field: TextField;
	readonly focus: 'cancel' | 'confirm';
	readonly onConfirm: Action;
};

export type ConfirmOverlay = Question & {readonly kind: 'confirm'; readonly lines: readonly SafeText[]};

/** The plan of work over many conflicts, in the place of the screen. `top`: how far it is scrolled. */
export type PreviewOverlay = Question & {readonly kind: 'preview'; readonly top: number};

/** One of some, by one key. `hint`: what comes after it. */
export type ChoiceOverlay = {
	readonly kind: 'choice';
	readonly title: SafeText;
	readonly options: readonly {readonly key: string; readonly text: SafeText; readonly action: Action}[];
	readonly hint: SafeText;
};

export type EditedValue = {readonly value: JsonValue} | {readonly problem: SafeText};
