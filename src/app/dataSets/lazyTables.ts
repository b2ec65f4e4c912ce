import type { TradesTables } from "../../core/trades/table/tables";
import { LoadedOnce } from "../loadedOnce";

/**
 * Tables of servers whose reader is loaded when one of them is asked for, because most people have none.
 */
export function createLazyTables(load: () => Promise<TradesTables>): TradesTables {
	const loaded = new LoadedOnce(load);
	return {
		trySignIn: async (...asked) => (await loaded.get()).trySignIn(...asked),
		list: async (...asked) => (await loaded.get()).list(...asked),
		state: async (...asked) => (await loaded.get()).state(...asked),
		head: async (...asked) => (await loaded.get()).head(...asked),
		judge: async (...asked) => (await loaded.get()).judge(...asked),
		sum: async (...asked) => (await loaded.get()).sum(...asked),
		dispose: async () => (await loaded.known())?.dispose(),
	};
}
