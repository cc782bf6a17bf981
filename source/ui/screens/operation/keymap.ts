import type {Binding, Keymap} from '../../keymap/binding.js';
import {operationBindings} from '../operations/keymap.js';
import {toSafeText} from '../../../core/text/safe-text.js';
import {safe} from '../../text/safe.js';
import {tellNext} from './view.js';

const problems: Binding = {
	id: 'operation.problems', keys: ['p'], label: 'problems', help: 'Every problem of this run in full length.', footer: 16,
	disabledReason: ({resources}) => ((resources.operation.data?.operation.problems.length ?? 0) === 0 ? 'This run told of no problem.' : undefined),
	run: ({state, dispatch}) => {
		const detail = state.resources.operation.data;
		if (detail === undefined) return;
		const text = toSafeText([...detail.operation.problems, ...tellNext(detail)].join('\n\n'), {keepLines: true});
		dispatch({type: 'overlay/opened', overlay: {kind: 'text', title: safe('Problems'), text, top: 0}});
	},
};

export const operationKeymap: Keymap = {title: 'Operation', bindings: [...operationBindings, problems]};
