/** How many values fall, stay and rise from one row to the next. */
export interface Steps {
	readonly falls: number;
	readonly stays: number;
	readonly rises: number;
}

/** How times and ids follow each other from row to row. */
export interface RowSteps {
	readonly times: Steps;
	readonly ids: Steps;
	/** Whether every row has an id that is a whole number. */
	readonly hasNumericIds: boolean;
}

/** What of a verdict the steps from row to row tell. */
export interface RowOrder {
	readonly outOfOrder: number;
	readonly newestFirst: boolean;
	readonly hasNumericIds: boolean;
	readonly idsFollowTime: boolean;
	/** Whether no two rows can be equal. */
	readonly isUnique: boolean;
}

/**
 * What the steps of a file's trades tell.
 *
 * @param trades.rows how many rows there are
 * @param trades.hasIds whether the file has a column of ids
 */
export function orderOf(
	{ times, ids, hasNumericIds: areNumbers }: RowSteps,
	{ rows, hasIds }: { readonly rows: number; readonly hasIds: boolean },
): RowOrder {
	const newestFirst = times.falls > times.rises;
	const hasNumericIds = hasIds && areNumbers && rows > 0;
	const isRising = hasNumericIds && ids.falls === 0 && ids.stays === 0;
	const isFalling = hasNumericIds && ids.rises === 0 && ids.stays === 0;
	const hasStrictTimes = times.stays === 0 && (times.falls === 0 || times.rises === 0);
	return {
		outOfOrder: newestFirst ? times.rises : times.falls,
		newestFirst,
		hasNumericIds,
		idsFollowTime: (isRising && times.falls === 0) || (isFalling && times.rises === 0),
		isUnique: rows === 0 || isRising || isFalling || (!hasIds && hasStrictTimes),
	};
}
