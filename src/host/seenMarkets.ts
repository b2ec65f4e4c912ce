import { viewKey } from "../core/query/canonical";
import type { SavedMarket } from "../core/query/savedMarket";
import type { ChartPanel } from "./panels/chartPanel";

/**
 * Remembers what each chart of a saved market was opened from or last saved as, so that saving it notices
 * when another window has changed the market since.
 */
export class SeenMarkets {
	private readonly markets = new WeakMap<ChartPanel, SavedMarket>();

	/**
	 * A chart was opened from a market. When it was open already, it shows the market again only if the
	 * queries differ.
	 */
	opened(panel: ChartPanel, market: SavedMarket): void {
		const before = this.markets.get(panel);
		const isOpen = before?.id === market.id && viewKey(before.queries) === viewKey(market.queries);
		if (!isOpen) this.saved(panel, market);
	}

	/** A chart was saved as a market. */
	saved(panel: ChartPanel, market: SavedMarket): void {
		this.markets.set(panel, market);
	}

	/**
	 * The market as the person saw it: its queries and view from the chart, its name and position from the
	 * list.
	 *
	 * @param listed as it stands in the list
	 */
	asSeen(panel: ChartPanel, listed: SavedMarket): SavedMarket {
		const seen = this.markets.get(panel);
		if (seen?.id !== listed.id) return listed;
		const { rev, updatedAt, queries, view } = seen;
		return { ...listed, rev, updatedAt, queries, view };
	}
}
