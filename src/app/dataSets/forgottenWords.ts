import { type Text, text } from "../../core/text";

/** What is to be known of a data set before it is forgotten. */
export interface Forgotten {
	readonly isTable: boolean;
	/** The server that no other data set is of and that somebody has signed in to, by its origin. */
	readonly lastOf: string | undefined;
	/** Whether a saved market or an open chart has it. */
	readonly isUsed: boolean;
}

/** What goes with a data set and what stays, a paragraph each. */
export function forgottenWords({ isTable, lastOf, isUsed }: Forgotten): readonly Text[] {
	return [
		isTable
			? text("What was found out about its table goes. The table itself stays as it is.")
			: text("What was found out about its files goes. The files themselves stay where they are."),
		...(isUsed
			? [text("A saved market or an open chart uses it and will not find its trades any more.")]
			: []),
		...(lastOf === undefined
			? []
			: [
					text(
						"No other data set is of {0}. User and password for it are kept, unless you remove them too.",
						new URL(lastOf).host,
					),
				]),
	];
}
