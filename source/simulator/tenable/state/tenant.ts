import type {Clock} from '../../../core/process/clock.js';
import type {Organization} from '../../organization.js';
import type {TenantSettings} from '../settings.js';
import {applyEffect, type Books} from './apply-effect.js';
import {createAssetBook} from './asset-book.js';
import type {AppliedEffect, Effect} from './effect.js';
import {createFindingBook} from './finding-book.js';
import {openJournal, type PendingEffect} from './journal.js';
import {createRuleBook} from './rule-book.js';
import {createTagBook} from './tag-book.js';
import {createVersions} from './versions.js';

/** One customer's account: the organization as it was generated, with everything that happened since. */
export type Tenant = Books & {
	readonly organization: Organization;
	/** Epoch milliseconds. */
	readonly now: () => number;
	/** Takes effects in; they show after `delayMs`. `by` is "api" or a person's name. */
	readonly commit: (effects: readonly Effect[], by: string, delayMs?: number) => void;
	/** Applies what has become due; called before each request is handled. */
	readonly settle: () => void;
	/** Everything that was applied so far, in order. */
	readonly applied: () => readonly AppliedEffect[];
};

export type TenantOptions = {
	readonly organization: Organization;
	readonly settings: TenantSettings;
	readonly clock: Clock;
	/** A file to which each effect is added, and from which they are applied again at the next start. */
	readonly journal?: string;
};

export function createTenant({organization, settings, clock, journal: path}: TenantOptions): Tenant {
	const journal = path === undefined ? undefined : openJournal(path, organization);
	const tags = createTagBook(organization);
	const assets = createAssetBook(organization, tags.baseTagsOf);
	const rules = createRuleBook();
	const findings = createFindingBook(organization, assets, rules);
	const books: Books = {tags, assets, findings, rules, attributes: new Map(), scans: [], versions: createVersions(assets, rules), settings};
	const applied: AppliedEffect[] = [];
	let pending: readonly PendingEffect[] = journal?.effects ?? [];
	const settle = (now: number) => {
		const due = pending.filter(({at}) => at <= now).sort((left, right) => left.at - right.at);
		if (due.length === 0) return;
		pending = pending.filter(({at}) => at > now);
		for (const {at, by, effect} of due) {
			applyEffect(books, effect, at, by);
			applied.push({sequence: applied.length + 1, at, by, effect});
		}
	};
	const now = () => clock.now().getTime();
	settle(now());
	return {
		...books,
		organization,
		now,
		commit(effects, by, delayMs = 0) {
			const entries = effects.map(effect => ({at: now() + delayMs, by, effect}));
			journal?.append(entries);
			pending = [...pending, ...entries];
			settle(now());
		},
		settle: () => settle(now()),
		applied: () => applied,
	};
}
