import type { Period } from "../session/periods";
import type {
	CumulativeFrom,
	HeatScaleName,
	ImbalanceSettings,
	NumberMode,
	RampName,
} from "./flowOptions";

/** How a panel is arranged. The kinds of the queries decide which layouts make sense. */
export const LAYOUTS = [
	/** Profiles: one, or one beside the other on one price axis. */
	"profile",
	/** The intervals of a profile over time, their sum at the side. */
	"timePrice",
	/** Lines over time. */
	"line",
	/** A VWAP and a profile of the same market on one price axis. */
	"overProfile",
	/** VWAP implied by a profile against the VWAP of the same market. */
	"crossCheck",
	/** Two series of the same market held against each other, interval by interval. */
	"vendorCheck",
] as const;
export type Layout = (typeof LAYOUTS)[number];

/** What the bars of a profile show. */
export const BAR_MODES = ["stacked", "total", "sides", "delta", "cumulative"] as const;
export type BarMode = (typeof BAR_MODES)[number];
/** Those of them that the profiles of sessions can have. */
export const SESSION_BAR_MODES = [
	"stacked",
	"total",
	"delta",
] as const satisfies readonly BarMode[];
export type SessionBarMode = (typeof SESSION_BAR_MODES)[number];

/** How an interval is drawn in the layout over time and price. */
export const CELL_MODES = ["volume", "delta", "profiles"] as const;
export type CellMode = (typeof CELL_MODES)[number];

/**
 * Named places where a running VWAP begins anew; a time is one too. `session` is each day, `sessions` each of the
 * sessions that the view names.
 */
export const ANCHORS = [
	"session",
	"week",
	"month",
	"sessions",
	"first",
	"highestVolume",
	"highestPrice",
	"lowestPrice",
] as const;
export type NamedAnchor = (typeof ANCHORS)[number];

/** How many values stand above the chart: the key figures, or all. */
export const STRIP_STATES = ["folded", "open"] as const;
export type StripState = (typeof STRIP_STATES)[number];

/** Named places that a price axis counts its percent from: the first visible interval, and where the running VWAP last began. */
export const PERCENT_BASES = ["first", "anchor"] as const;

export const BAND_KINDS = ["sigma", "percent", "none"] as const;
export type BandKind = (typeof BAND_KINDS)[number];

/** Which other charts follow a chart and are followed by it: those of a market in common, or all that are linked. */
export const LINKS = ["market", "all"] as const;
export type Link = (typeof LINKS)[number];

/** Whose levels carry on: those of the last whole day, week, month, and session of the view's kind. */
export const CARRIED = ["day", "week", "month", "session"] as const;
/** As a number of its own, so that a bundle without views leaves the rules out. */
export const MOST_CARRIED = 4;
export type Carried = (typeof CARRIED)[number];

/** Intervals of a composite, ISO 8601 UTC, half-open. */
export interface IntervalSpan {
	readonly from: string;
	readonly to: string;
}

/**
 * What the profile beside a chart over time is of: all that was asked for (or the chosen intervals), the
 * intervals that are whole in view, those of a selection, or each session by itself.
 */
export const PROFILE_OF = ["range", "visible", "selection", "sessions"] as const;
export type ProfileOf = (typeof PROFILE_OF)[number];

/** A stretch of time that a person has selected in a chart, ISO 8601 UTC, half-open. */
export interface Selection extends IntervalSpan {
	/** What tells it from the others: `A`, `B`, or a name of one's own. */
	readonly name: string;
}

/** Most selections of a chart: as many as there are letters. */
export const MOST_SELECTIONS = 26;
/** Longest name of a selection. */
export const LONGEST_NAME = 16;

/** A moment that a running VWAP of its own begins at. */
export interface Anchor {
	/** ISO 8601 UTC. */
	readonly at: string;
	/** What tells it from the others; absent is a number. */
	readonly name?: string;
	/** Distances of its bands, in sigma; absent is none. */
	readonly bands?: readonly number[];
	/** Which of the colors of lines is its own; absent is the first that is free. */
	readonly color?: number;
}

/** Most anchors of a chart: as many as there are colors for them. */
export const MOST_ANCHORS = 6;
/** Most bands on each side of a running VWAP. */
export const MOST_BANDS = 3;

/** Parameters of high and low volume nodes (definitions D10). */
export interface NodeSettings {
	/** Rows of the centred moving average, odd; 1 is none. */
	readonly smoothing: number;
	/** Rows on both sides that a node is compared with. */
	readonly reach: number;
	/** Least share of the POC's volume for a high node, and most for a low one. */
	readonly highPercent: number;
	readonly lowPercent: number;
}

/** How far two sides of a vendor check may differ and still agree. */
export interface AgreementBounds {
	/** Of the own volume, in percent. */
	readonly volumePercent: number;
	/** In rows of the higher of both. */
	readonly pocRows: number;
	/** Beyond what the height of a row explains, in basis points of the own VWAP. */
	readonly vwapBps: number;
}

export const DEFAULT_BOUNDS: AgreementBounds = { volumePercent: 0.1, pocRows: 1, vwapBps: 0 };

/** Most spans of a composite. */
export const MOST_SPANS = 150;

/** How a chart is looked at. Every option may be absent, which means its default. */
export interface ViewOptions {
	/** Id of the series shown when several came. */
	readonly series?: string;
	/** Start of the single interval shown, ISO 8601 UTC; absent is the composite of the range. */
	readonly interval?: string;
	/** Which intervals the composite holds; absent is all. */
	readonly intervals?: readonly IntervalSpan[];
	/** What the profile beside a chart over time is of; absent is the range. */
	readonly profileOf?: ProfileOf;
	/** Stretches of time with levels of their own, each name once. */
	readonly selections?: readonly Selection[];
	/** Name of the selection that the profile is of; absent is the first. */
	readonly selected?: string;
	/** Whether the table of the numbers is open. */
	readonly table?: boolean;
	readonly layout?: Layout;
	/** The day, week, month or session that counts wherever the view shows sessions; absent is the day. */
	readonly session?: Period;
	/** Whether thin lines with the session's name stand where each begins. */
	readonly separators?: boolean;
	/** Whose levels are drawn on to the right through the session after. */
	readonly carried?: readonly Carried[];
	/** Minutes of the opening range of each session; absent is none. */
	readonly openingRange?: number;
	/** Whether the range of the first hour of each session is shown. */
	readonly initialBalance?: boolean;
	/** Whether both have extensions by multiples of their height. */
	readonly extensions?: boolean;
	/** Adds up so many of the newest sessions; `intervals` wins. */
	readonly lastSessions?: number;
	readonly bars?: BarMode;
	readonly cells?: CellMode;
	readonly ramp?: RampName;
	readonly heatScale?: HeatScaleName;
	readonly numbers?: NumberMode;
	/** Whether volume, delta and trades of each interval stand under its cells. */
	readonly totals?: boolean;
	readonly imbalances?: boolean;
	readonly imbalanceSettings?: ImbalanceSettings;
	/** Where the cumulative delta under the chart begins; absent is none. */
	readonly cumulativeDelta?: CumulativeFrom;
	/** How many of the provider's rows are joined into one. */
	readonly rows?: number;
	/** Joins rows until at most so many are left; `rows` wins. */
	readonly rowCount?: number;
	/** Share of the value area and how it grows; absent takes the settings. */
	readonly percent?: number;
	readonly method?: "pairs" | "single";
	/** Whether levels are shown at the outer edges of their rows. */
	readonly edges?: boolean;
	readonly nodes?: boolean;
	readonly nodeSettings?: NodeSettings;
	readonly developing?: boolean;
	readonly naked?: boolean;
	/** Whether the steps that led to the value area are open. */
	readonly explain?: boolean;
	/** Where the running VWAP begins anew: a name or a time in ISO 8601 UTC; absent is none. */
	readonly anchor?: string;
	/** Moments that further running VWAPs begin at, each name once. */
	readonly anchors?: readonly Anchor[];
	readonly bands?: BandKind;
	/** Distances of the bands, in sigma or percent. */
	readonly multipliers?: readonly number[];
	/** How far sides may differ and still agree; absent takes the settings. */
	readonly agreement?: AgreementBounds;
	readonly candles?: boolean;
	readonly volume?: boolean;
	readonly deviation?: boolean;
	/** Whether the strip that shows and moves the visible range of time stands under the chart. */
	readonly brush?: boolean;
	readonly log?: boolean;
	/**
	 * Where the price axis is 0 %: at the first interval that is visible, where the running VWAP last began, or at a time in
	 * ISO 8601 UTC. Absent are prices.
	 */
	readonly percentFrom?: string;
	/** Whether levels on the price axis say how far they are from the last price. */
	readonly distances?: boolean;
	/** Whether the crosshair goes from one interval that traded to the next, and leaves out those between. */
	readonly snap?: boolean;
	/** Which other charts follow its crosshair and its zoom, and it theirs; absent is none. */
	readonly link?: Link;
	/** `UTC`, `local` or an IANA name; absent takes the setting. */
	readonly zone?: string;
	/** Ids of lines and marks that the legend has switched off. */
	readonly hidden?: readonly string[];
	/** Whether the values above the chart are folded to the key figures; absent is by their room. */
	readonly strip?: StripState;
}
