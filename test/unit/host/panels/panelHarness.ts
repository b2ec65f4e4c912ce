import { DEFAULT_BOUNDS } from "../../../../src/core/query/viewOptions";
import assert from "node:assert/strict";
import type { RunQuery, RunQueryOptions } from "../../../../src/app/runQuery";
import { providerError } from "../../../../src/core/errors/errorText";
import { viewKey } from "../../../../src/core/query/canonical";
import type { ChartView, MarketQuery } from "../../../../src/core/query/query";
import type { PackedResult } from "../../../../src/core/result/packedResult";
import {
	PanelController,
	type PanelControllerDeps,
} from "../../../../src/host/panels/panelController";
import type { FetchTask } from "../../../../src/host/panels/panelFetch";
import type { HostToWebview } from "../../../../src/protocol/messages";
import { WEBVIEW_STRINGS } from "../../../../src/protocol/strings";
import { NO_COST } from "../../../../src/core/cost/cost";
import { formatText } from "../../../../src/core/text";
import { durationMs, epochMs } from "../../../../src/core/time";
import { ManualClock } from "../../app/manualClock";
import { FROM } from "../../app/results";
import { VWAP_VIEW } from "../../app/views";

export interface Asked {
	readonly query: MarketQuery;
	readonly options: RunQueryOptions;
	resolve(result: PackedResult): void;
	reject(error: unknown): void;
}

interface Posted {
	readonly type: keyof HostToWebview;
	readonly body: HostToWebview[keyof HostToWebview];
}

/**
 * A panel whose providers answer when the test says so.
 *
 * @param kept answers that an earlier window kept
 * @param runQuery asks in place of the test, as the extension does
 */
export function openPanel(
	view: ChartView = VWAP_VIEW,
	kept: readonly PackedResult[] = [],
	market?: string,
	runQuery?: RunQuery,
) {
	const asked: Asked[] = [];
	const followed: Asked[] = [];
	const clock = new ManualClock(FROM + 1);
	const posted: Posted[] = [];
	const saved: PackedResult[] = [];
	const tasks: FetchTask[] = [];
	const snapshots = new Map(kept.map((result) => [viewKey([result.query]), result]));
	const marketNames = new Map<string, string>();
	const deps: PanelControllerDeps = {
		marketName: (id) => marketNames.get(id),
		runQuery:
			runQuery ??
			((query, options = {}) =>
				new Promise((resolve, reject) => {
					asked.push({ query, options, resolve, reject });
					options.signal?.addEventListener("abort", () =>
						reject(providerError("cancelled", "kaiko")),
					);
				})),
		snapshots: {
			load: (key) => Promise.resolve(snapshots.get(key)),
			save: (key, result) => {
				assert.equal(key, viewKey([result.query]));
				return Promise.resolve(void saved.push(result));
			},
		},
		post: (type, body) => void posted.push({ type, body }),
		settings: () => ({
			strings: WEBVIEW_STRINGS,
			locale: "en",
			timeZone: "UTC",
			palette: "classic",
			valueAreaPercent: 70,
			valueAreaMethod: "pairs",
			agreement: DEFAULT_BOUNDS,
			sessions: [],
		}),
		caption: ({ queries }, { fromSnapshot, problems, volumeRefused, savedAs }) => ({
			market: "BTC-USD",
			source: "",
			detail: "",
			footnote: "",
			notes: [],
			fromSnapshot,
			parts: queries.map(({ kind }, at) => ({
				market: "",
				source: "",
				kind,
				...(problems[at] === undefined ? {} : { problem: problems[at] }),
			})),
			...(savedAs === undefined ? {} : { savedAs }),
			...(volumeRefused === undefined ? {} : { volumeRefused }),
		}),
		failure: (error) => ({ text: String(error), actions: [] }),
		someFailed: ({ text, actions }, failed, of) => ({
			text: `${failed} of ${of}: ${text}`,
			actions,
		}),
		notLoaded: () => ({ text: "not loaded", actions: [] }),
		progressText: ({ answered, parts, progress, wait }) =>
			wait !== undefined
				? `${wait.provider} ${String(wait.why)} until ${wait.until}`
				: parts > 1
					? `${answered} of ${parts}, ${progress?.rows ?? 0} rows`
					: `page ${progress?.pages ?? 0}`,
		following: {
			ports: {
				run: (query, options = {}) =>
					new Promise((resolve, reject) => {
						followed.push({ query, options, resolve, reject });
					}),
				cost: () => Promise.resolve({ ...NO_COST, requests: 1 }),
				leftToday: () => Promise.resolve(undefined),
				now: () => epochMs(clock.now()),
				after: (ms, call) => {
					const timer = clock.after(ms, call);
					return () => timer.dispose();
				},
			},
			wayOf: () => Promise.resolve({ period: durationMs(15_000), isWhole: false }),
			words: {
				translate: formatText,
				ofSample: () => "sample",
				noWay: () => "no way",
				over: () => "over",
				ended: ({ text, actions }) => ({ text: `ended: ${text}`, actions }),
				question: ({ provider }) => ({
					text: `beyond the day of ${provider}?`,
					actions: [{ id: "followAnyway", label: "Go on" }],
				}),
				delayed: (why) => `delayed: ${why}`,
			},
			now: clock.now,
		},
		onShow: () => undefined,
		onFetch: (task) => void tasks.push(task),
	};
	const controller = new PanelController(view.queries, view.view, deps, market);
	const types = () => posted.map(({ type }) => type);
	const all = <Type extends keyof HostToWebview>(type: Type) =>
		posted
			.filter((message) => message.type === type)
			.map(({ body }) => body as HostToWebview[Type]);
	const last = <Type extends keyof HostToWebview>(type: Type): HostToWebview[Type] => {
		const found = all(type).at(-1);
		assert.ok(found, `nothing of type ${type} was posted`);
		return found;
	};
	/** The newest request for a query. */
	const request = (query: MarketQuery | undefined): Asked => {
		assert.ok(query);
		const found = asked.filter((one) => viewKey([one.query]) === viewKey([query])).at(-1);
		assert.ok(found, "the query was not asked");
		return found;
	};
	return {
		controller,
		marketNames,
		asked,
		followed,
		clock,
		posted,
		saved,
		tasks,
		types,
		all,
		last,
		request,
	};
}

export const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
