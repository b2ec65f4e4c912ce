import type { TradeColumns } from "./fileLayout";

/*
 * What a column's name says, by its words: `isBuyerMaker` is is, buyer and maker; `volume(quote)` is volume and
 * quote. One word makes a column a candidate, another makes it something else (`mark_price` is no trade's price).
 */

export type Role = keyof TradeColumns;

interface RoleWords {
	readonly words: readonly string[];
	/** With one of these it is something else. */
	readonly but: readonly string[];
}

const OTHER_PRICES =
	"mark index avg average mean open high low close bid ask best mid settle settlement vwap limit stop strike trigger underlying oracle change prev previous closing scale precision decimals fair id time";

const ROLES: Readonly<Record<Role, RoleWords>> = {
	time: role(
		"time timestamp ts datetime date unix mts epoch tradetime createdat executedat tradedat filledat t 成交时间 时间",
		"local recv received receive arrival ingest ingested insert inserted created_by delta in expiry expiration settlement frame timeframe",
	),
	price: role("price px rate last p tradeprice 价格 成交价", OTHER_PRICES),
	size: role(
		"size qty quantity amount volume vol sz q v s contracts lots shares 数量 成交量",
		"quote notional value cost turnover usd usdt usdc fiat cum cumulative total bid ask best open min max step precision id 成交额",
	),
	side: role(
		"side direction aggressor taker type buysell askbid bidask maker m 交易方向 方向",
		"order tick ord fee id price size qty amount volume liquidity or time",
	),
	symbol: role(
		"symbol instrument pair ticker product coin sym inst market currencypair instid",
		"type class order time trade price",
	),
	id: role(
		"id tid tradeid trdmatchid seq sequence execid matchid 撮合id",
		"order user account product instrument inst symbol market buyer seller first last client publisher maker taker pair exchange",
	),
};

function role(words: string, but: string): RoleWords {
	return { words: words.split(" "), but: but.split(" ") };
}

/** What names are compared by: letters and digits alone, lower case, without what follows a slash. */
export function plainName(name: string): string {
	const [own = ""] = name.trim().split("/");
	return own.toLowerCase().replace(/[\s_"'<>#-]/g, "");
}

/** Whether a column is called as one of venues. */
export function namesVenue(name: string): boolean {
	return ["exchange", "venue"].includes(plainName(name));
}

/** The words of a name, lower case. */
export function nameWords(name: string): readonly string[] {
	return name
		.replace(/([a-z0-9])([A-Z])/g, "$1 $2")
		.toLowerCase()
		.split(/[^\p{Letter}\p{Number}]+/u)
		.filter((word) => word !== "");
}

/** How well a name fits a role: 2 it says nothing else, 1 among other words, 0 not at all. */
export function nameFit(name: string, wanted: Role): 0 | 1 | 2 {
	const { words, but } = ROLES[wanted];
	if (words.includes(plainName(name))) return 2;
	const own = nameWords(name);
	if (own.some((word) => but.includes(word))) return 0;
	return own.some((word) => words.includes(word)) ? 1 : 0;
}

/** Names that say more of an order or of who traded than of a side, unless their values are sides. */
const HARDLY_SIDES = ["type", "maker", "m"];

/** Whether a column is called as one of sides, and hardly anything else: `side`, `aggressor`, `maker_side`. */
export function namesSide(name: string): boolean {
	const own = [plainName(name), ...nameWords(name)];
	const isOne = own.some((word) => ROLES.side.words.includes(word) && !HARDLY_SIDES.includes(word));
	return isOne && nameFit(name, "side") > 0;
}

/** Whether a name is of a price that is none of a trade: `mark_price`, `best_bid`. */
export function isOtherPrice(name: string): boolean {
	const own = nameWords(name);
	return own.some((word) => ROLES.price.words.includes(word)) && nameFit(name, "price") === 0;
}

/** Whether a name is of a time that may be none of a trade: `local_time`, `received_at_ts`. */
export function isOtherTime(name: string): boolean {
	const own = nameWords(name);
	return own.some((word) => ROLES.time.words.includes(word)) && nameFit(name, "time") === 0;
}

/** Names of the venue's own clock, where others stand beside it. */
export function isVenueTime(name: string): boolean {
	const venue = ["exchange", "event", "trade", "exec", "execution", "transact", "participant"];
	return nameWords(name).some((word) => venue.includes(word));
}

/** Columns of candles: open, high, low and close each have one. */
export function namesCandles(names: readonly string[]): boolean {
	const has = (long: string, short: string) =>
		names.some((name) => [long, short, `${long}price`, `price${long}`].includes(plainName(name)));
	return has("high", "h") && has("low", "l") && (has("open", "o") || has("close", "c"));
}

/** Columns of an order book or of quotes: both bids and asks, and no plain price. */
export function namesOrderBook(names: readonly string[]): boolean {
	const has = (...words: readonly string[]) =>
		names.some((name) => nameWords(name).some((word) => words.includes(word)));
	if (names.some((name) => plainName(name) === "issnapshot")) return true;
	const hasPrice = names.some((name) => nameFit(name, "price") > 0);
	return has("bid", "bids") && has("ask", "asks") && !hasPrice;
}

/** Zones by the words that names use for them. */
const ZONES: Readonly<Record<string, readonly string[]>> = {
	et: ["America/New_York"],
	est: ["America/New_York"],
	edt: ["America/New_York"],
	ct: ["America/Chicago"],
	cst: ["America/Chicago", "Asia/Shanghai"],
	cdt: ["America/Chicago"],
	pst: ["America/Los_Angeles"],
	pdt: ["America/Los_Angeles"],
	jst: ["Asia/Tokyo"],
	kst: ["Asia/Seoul"],
	hkt: ["Asia/Hong_Kong"],
	sgt: ["Asia/Singapore"],
	cet: ["Europe/Berlin"],
	cest: ["Europe/Berlin"],
	bst: ["Europe/London"],
	local: [],
};

/** Zones that a column's name hints at; `undefined` where it hints at none, empty where it says no more than so. */
export function zonesInName(name: string): readonly string[] | undefined {
	const word = nameWords(name).find((one) => Object.hasOwn(ZONES, one));
	return word === undefined ? undefined : ZONES[word];
}
