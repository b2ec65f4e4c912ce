import type { TradesTables } from "../../core/trades/table/tables";

/**
 * Tables of servers whose reader is loaded when one of them is asked for, because most people have none. When it could
 * not be loaded, the next call tries again.
 */
export function createLazyTables(load: () => Promise<TradesTables>): TradesTables {
	let loading: Promise<TradesTables> | undefined;
	const loaded = async () => {
		const shared = (loading ??= load());
		try {
			return await shared;
		} catch (error) {
			if (loading === shared) loading = undefined;
			throw error;
		}
	};
	return {
		trySignIn: async (...asked) => (await loaded()).trySignIn(...asked),
		list: async (...asked) => (await loaded()).list(...asked),
		state: async (...asked) => (await loaded()).state(...asked),
		head: async (...asked) => (await loaded()).head(...asked),
		judge: async (...asked) => (await loaded()).judge(...asked),
		sum: async (...asked) => (await loaded()).sum(...asked),
		dispose: async () => (await loading)?.dispose(),
	};
}
