import { text } from "../../text";
import { type Refusal, unreadable } from "./understood";

/** Sums of trades instead of trades. */
export function candles(): Refusal {
	return unreadable(
		text(
			"The file holds candles (open, high, low and close), not trades. Profiles and VWAP need single trades: choose a file of those.",
		),
	);
}

/** What people offer instead of what they traded. */
export function orderBook(): Refusal {
	return unreadable(
		text("The file holds an order book or quotes, not trades. Choose a file of trades."),
	);
}

export function noRows(): Refusal {
	return unreadable(text("The file holds no rows. Choose one that holds trades."));
}
