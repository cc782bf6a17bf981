import type {Operations} from '../../operations/operations.js';
import {joinSafe, safe} from '../text/safe.js';
import {pluralOf} from '../store/words.js';
import {toFailure} from '../store/failure.js';
import {hasMappingEdit, hasPolicyEdit, isSamePair, toMappingDocument, toPolicyDocument, type PairRules, type RuleDraft} from '../store/rule-draft.js';
import {rulesInFront} from '../store/rules-in-front.js';
import type {Effect, EffectContext} from './context.js';

/** Drafts of rules are judged, tried and saved by the operations. */
export function createRuleChanger({store, operations}: EffectContext): Effect {
	const judge = async (api: Operations, seen: PairRules, rules: PairRules, text: string | undefined): Promise<void> => {
		try {
			const draft = await judgeDraft(api, seen, rules);
			const hasChanges = draft.policyChanges.length + draft.mappingChanges.length > 0;
			store.dispatch({type: 'rule/drafted', draft: hasChanges ? draft : undefined});
		} catch (error) {
			store.dispatch({type: 'rule/edit-failed', failure: toFailure(error), text});
		}
	};
	const save = async (api: Operations, draft: RuleDraft): Promise<void> => {
		try {
			await api.importRules({
				policy: draft.policyChanges.length > 0 ? {document: toPolicyDocument(draft.rules), seen: toPolicyDocument(draft.seen)} : undefined,
				mappings: draft.mappingChanges.length > 0 ? {document: toMappingDocument(draft.rules), seen: toMappingDocument(draft.seen)} : undefined,
				isTrial: false,
			});
			const {systemName, entityType} = draft.rules;
			store.dispatch({type: 'rule/saved', text: joinSafe([safe(systemName), pluralOf(entityType), safe('saved. The next run takes it up.')], safe(' '))});
		} catch (error) {
			store.dispatch({type: 'rule/save-failed', failure: toFailure(error)});
		}
	};
	const tryOn = async (api: Operations, externalId: string): Promise<void> => {
		const rules = rulesInFront(store.getState());
		if (rules === undefined) return;
		const {draft} = store.getState();
		const hasDraft = draft !== undefined && isSamePair(draft.rules, rules) && draft.mappingChanges.length > 0;
		try {
			const {systemName, entityType} = rules;
			const test = await api.testMappings({systemName, entityType, externalId, ...(hasDraft ? {document: toMappingDocument(rules)} : {})});
			store.dispatch({type: 'rule/tried', test, hasDraft});
		} catch (error) {
			store.dispatch({type: 'rule/try-failed', failure: toFailure(error)});
		}
	};
	const setPush = async (api: Operations, request: Parameters<Operations['setPushEnabled']>[0]): Promise<void> => {
		try {
			await api.setPushEnabled(request);
			store.dispatch({type: 'rule/saved', text: safe(`${request.systemName} ${pluralOf(request.entityType)}: ${request.enabled ? 'changes leave from now on.' : 'nothing leaves any more.'}`)});
		} catch (error) {
			store.dispatch({type: 'rule/save-failed', failure: toFailure(error)});
		}
	};
	return action => {
		const api = operations();
		if (api === undefined) return;
		const {draft} = store.getState();
		if (action.type === 'rule/edit-requested') void judge(api, action.seen, action.rules, action.text);
		if (action.type === 'rule/save-requested' && draft !== undefined) void save(api, draft);
		if (action.type === 'rule/try-requested') void tryOn(api, action.externalId);
		if (action.type === 'push/requested') void setPush(api, {...action.pair, enabled: action.enabled});
	};
}

/** What would change, and whether it may: the operation is asked without saving. */
async function judgeDraft(api: Operations, seen: PairRules, rules: PairRules): Promise<RuleDraft> {
	const edit = {seen, rules};
	const changes = await api.importRules({
		policy: hasPolicyEdit(edit) ? {document: toPolicyDocument(rules)} : undefined,
		mappings: hasMappingEdit(edit) ? {document: toMappingDocument(rules)} : undefined,
		isTrial: true,
	});
	return {...edit, ...changes};
}
