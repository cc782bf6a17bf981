import {formatCount} from '../../../core/text/format-count.js';
import type {LoggedCall} from '../../../core/stores/api-call-store.js';
import type {Column} from '../../text/columns.js';
import {formatClock} from '../../text/format.js';
import {callSign} from '../../text/glyphs.js';
import {span} from '../../text/line.js';
import {safe} from '../../text/safe.js';

/** A column of errors is there once a call failed. */
export const callColumns = (calls: readonly LoggedCall[]): ReadonlyArray<Column<LoggedCall>> => [
	{title: safe('AT (UTC)'), width: 8, cell: call => span(formatClock(call.calledAt))},
	{title: safe('SYSTEM'), width: 12, grow: 1, most: 24, priority: 2, cell: call => span(safe(call.systemName), 'strong')},
	{title: safe('METHOD'), width: 6, cell: call => span(safe(call.method))},
	{title: safe('CALL'), width: 30, grow: 6, cell: call => span(safe(call.endpoint))},
	...(calls.some(call => call.errorMessage !== undefined) ? [{title: safe('ERROR'), width: 16, grow: 3, priority: 4, cell: (call: LoggedCall) => span(safe(call.errorMessage ?? ''), 'failing')}] : []),
	{title: safe('STATUS'), width: 11, cell: call => callSign(call.responseStatus, call.errorMessage)},
	{title: safe('MS'), width: 7, align: 'right', cell: call => span(formatCount(call.responseTimeMs))},
];
