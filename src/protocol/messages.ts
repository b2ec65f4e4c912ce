import type { AxisRange } from "../core/chart/axisRange";
import type { MarketQuery } from "../core/query/query";
import type { AgreementBounds, ViewOptions } from "../core/query/viewOptions";
import type { SplitResult } from "../core/result/packedResult";
import type { Session } from "../core/session/session";
import type { CopyWish } from "../core/table/copyWish";
import type { WebviewStrings } from "./strings";

/** Grows when an older page or host would misread a changed message. */
export const PROTOCOL_VERSION = 2;
/** Grows in the same way with the state that a page keeps for its next load. */
export const KEPT_STATE_VERSION = 1;

/** A button that stands under a message. The host decides what it does. */
export interface MessageAction {
	readonly id: ActionId;
	readonly label: string;
}

/** Everything a person can ask the host for from inside the panel. */
export const ACTION_IDS = [
	"refresh",
	"retry",
	"useFit",
	"useOtherFit",
	"sendAnyway",
	"fetchRest",
	"openLimit",
	"cancel",
	"changeRange",
	"editQuery",
	"findMarket",
	"saveMarket",
	"exportData",
	"enterKey",
	"switchKey",
	"signIn",
	"signInAsOther",
	"chooseTable",
	"openDataSet",
	"useSampleData",
	"showLog",
	"copyDetails",
	"openSettings",
	"addMarket",
	"removeMarket",
	"loadVolume",
	"saveImage",
	"presets",
	"follow",
	"followAnyway",
] as const;
export type ActionId = (typeof ACTION_IDS)[number];

/** What the page needs to know besides the data. */
export interface PanelSettings {
	readonly strings: WebviewStrings;
	/** BCP 47 tag for number formats. */
	readonly locale: string;
	/** IANA zone, `UTC` or `local`. */
	readonly timeZone: string;
	readonly palette: "colorBlindSafe" | "classic";
	readonly valueAreaPercent: number;
	readonly valueAreaMethod: "pairs" | "single";
	/** How far the sides of a vendor check may differ and still agree. */
	readonly agreement: AgreementBounds;
	/** One's own sessions, beside those that are there without any setting. */
	readonly sessions: readonly Session[];
}

/** The line of words around the data, already in the user's language. */
export interface PanelCaption {
	/** The market as people call it: `BTCUSDT`. */
	readonly market: string;
	/** Venue and provider: `Binance Futures · Kiyotaka`. */
	readonly source: string;
	/** Range and interval: `24 h · hourly`; the page adds the zone that it shows times in. */
	readonly detail: string;
	/** The source line under the chart; the page adds the range and the time of fetching, in its zone. */
	readonly footnote: string;
	/** Facts that qualify the data: first why it is partial, then warnings. */
	readonly notes: readonly {
		readonly kind: "partial" | "warning" | "info";
		readonly text: string;
		/** What can be done about it. */
		readonly actions?: readonly MessageAction[];
	}[];
	readonly fromSnapshot: boolean;
	/** What asking again costs. */
	readonly cost?: string;
	/** Name of the saved market that the chart belongs to. */
	readonly savedAs?: string;
	/** The words of each query, in the order of the results. */
	readonly parts: readonly PartCaption[];
	/** Why the volume that anchoring needs could not be loaded, once that was tried. */
	readonly volumeRefused?: string;
}

/** One of the queries that a panel shows, in words. */
export interface PartCaption {
	readonly market: string;
	readonly source: string;
	/** `Volume profile` or `VWAP`. */
	readonly kind: string;
	/** What a vendor check calls this side; absent in other charts. */
	readonly side?: string;
	/** Why this part has no answer, where the others do. */
	readonly problem?: string;
}

/** Whether a chart follows the market, and what that does now. Times are epoch milliseconds of this machine. */
export interface FollowingState {
	readonly isOn: boolean;
	/** Why the chart cannot be followed. */
	readonly refusal?: string;
	/** When the newest numbers were asked for, and when the next ones will be. */
	readonly answeredAt?: number;
	readonly nextAt?: number;
	/** Whether it asks right now. Where it neither does nor will, nobody looks. */
	readonly isAsking?: boolean;
	/** What it takes in an hour. */
	readonly cost?: string;
	/** Why the next request comes later than usual. */
	readonly delayed?: string;
	/** What a person has to decide, or why it ended: by a failure, or because the range is over. */
	readonly note?: {
		readonly kind: "question" | "ended" | "over";
		readonly text: string;
		readonly actions: readonly MessageAction[];
	};
}

/** A picture of the chart as a file: for screens in the theme's colours, or for print on white. */
export interface PictureWish {
	readonly format: "png" | "svg";
	readonly look: "theme" | "print";
}

/** What a picture is made for. */
export type PicturePurpose = "clipboard" | "file";

/** Something for the clipboard, out of what the page shows. */
export interface CopyRequest {
	/** Names the request in its answer. */
	readonly id: number;
	/** Of the answers that the page shows. */
	readonly revision: number;
	/** How the page shows them. */
	readonly view: ViewOptions;
	/** IANA name of the zone that its days are in. */
	readonly zone: string;
	readonly wish: CopyWish;
}

/** What became of a {@link CopyRequest}: how many rows are on the clipboard, or why there is nothing. */
export type CopyOutcome =
	| { readonly id: number; readonly isCopied: true; readonly rows: number }
	| { readonly id: number; readonly isCopied: false; readonly text: string };

/**
 * How a command wants a chart to be looked at. From then on the page owns its view, and names with each of
 * its changes the edition that it started from.
 */
export interface GivenView {
	readonly options: ViewOptions;
	/** Grows with each change by a command. */
	readonly edition: number;
}

/** What the crosshair of a chart is on, for the charts that are linked with it. */
export interface PointedPlace {
	/** IANA name of the zone that the chart shows times in: only charts of one zone are linked. */
	readonly zone: string;
	/** Start of an interval, in epoch milliseconds; absent where the crosshair is on none. */
	readonly time?: number;
	/** Absent also where the charts show prices of different pairs. */
	readonly price?: number;
}

/** The range of time that a chart shows, for the charts that are linked with it; without a range it shows everything. */
export interface LookedRange {
	/** As in {@link PointedPlace}. */
	readonly zone: string;
	readonly range?: AxisRange;
}

/** Host to webview: payload per type. */
export interface HostToWebview {
	settings: PanelSettings;
	/** Answers, without view options: these belong to the page. */
	show: {
		readonly revision: number;
		readonly caption: PanelCaption;
		/** One per query, in their order; `null` where that query has no answer. */
		readonly results: readonly (SplitResult | null)[];
	};
	/**
	 * The newest intervals of one answer that the page shows, in the place of those that it had. The range may have moved
	 * on: what lies before it is gone.
	 */
	append: {
		readonly revision: number;
		/** Which of the queries. */
		readonly part: number;
		readonly caption: PanelCaption;
		/** The facts of the whole answer, and the chunks that are new. */
		readonly news: SplitResult;
	};
	/** Whether the chart follows the market. */
	following: FollowingState;
	/** A request runs; the chart of an earlier answer stays. */
	busy: { readonly text: string };
	/** Nothing runs any more and nothing new came (after a cancel with an earlier answer). */
	idle: Record<string, never>;
	/** What was asked for did not come, or not all of it; the chart of what is there stays. */
	failed: { readonly text: string; readonly actions: readonly MessageAction[] };
	/** The market's words before any data came, so that the header is never empty. */
	caption: { readonly caption: PanelCaption };
	/** Answers `action` at once, whatever becomes of it: a host that has ended is told apart from a slow one. */
	heard: Record<string, never>;
	/** Answers `copy`, once the clipboard has it. */
	copied: CopyOutcome;
	/** The crosshair of a linked chart moved. */
	pointed: PointedPlace;
	/** A linked chart shows another range of time. */
	looked: LookedRange;
	/** Asks for a picture on the clipboard; answered by `imageCopied`, `image` or `imageFailed`. */
	copyImage: Record<string, never>;
	/** Asks for a picture as a file; answered by `image` or `imageFailed`. */
	picture: PictureWish;
	/**
	 * What the page shows. It keeps this with `setState`, and the host restores the panel from it. `market`
	 * is the id of the saved market that the chart belongs to. `view` is sent to a page that has none yet,
	 * and when a command changed it.
	 */
	persist: {
		readonly queries: readonly MarketQuery[];
		readonly market?: string;
		readonly view?: GivenView;
	};
}

/** Webview to host: payload per type. */
export interface WebviewToHost {
	/** The page listens. Sent once per load. */
	ready: Record<string, never>;
	/** The answer with this revision is on the canvas. */
	drawn: { readonly revision: number };
	/** `part` says which of several queries it is about. Answered by `heard`. */
	action: { readonly id: ActionId; readonly part?: number };
	/** How a person looks at the chart now; `edition` is that of the view that it started from. */
	view: { readonly view: ViewOptions; readonly edition: number };
	/** The crosshair of a linked chart moved. */
	pointed: PointedPlace;
	/** A linked chart shows another range of time, as a person wanted it. */
	looked: LookedRange;
	/** Asks for numbers on the clipboard; answered by `copied`. */
	copy: CopyRequest;
	/**
	 * A picture of the chart for a file, or one for the clipboard that the page may not write to; base64, at
	 * most 16 MiB.
	 */
	image: {
		readonly data: string;
		readonly format: PictureWish["format"];
		readonly purpose: PicturePurpose;
	};
	/** A picture could not be made. */
	imageFailed: { readonly purpose: PicturePurpose };
	/** The picture is on the clipboard. */
	imageCopied: Record<string, never>;
	/** The script of a part of the page could not be loaded, so what a person asked for does not come. */
	partMissing: { readonly file: string };
	/** Something went wrong in the page; for the log. */
	problem: { readonly message: string };
}

/** A message as it is posted. */
export function sealed<Type extends string, Body>(type: Type, body: Body) {
	return { version: PROTOCOL_VERSION, type, body };
}

export type MessageOf<Map> = {
	[Type in keyof Map]: { readonly type: Type; readonly body: Map[Type] };
}[keyof Map];

/** Exhaustive by type: a message without a handler does not compile. */
export type Handlers<Map> = { readonly [Type in keyof Map]: (body: Map[Type]) => void };
