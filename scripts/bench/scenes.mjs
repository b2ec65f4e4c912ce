const ALL = ["dark", "light", "highContrast", "highContrastLight"];
const WIDE = { width: 980, height: 640 };
const NARROW = { width: 300, height: 560 };

const caption = (market, source, detail, more = {}) => ({
	market,
	source,
	detail,
	footnote: `${source} · ${market}`,
	notes: [],
	fromSnapshot: false,
	parts: [{ market, source, kind: "" }],
	...more,
});

/** The same answer with one cell that dwarfs all others. */
function withOutlier(result) {
	const [series] = result.series;
	const buy = series.buy.slice();
	buy[buy.length >> 1] = 200 * Math.max(...buy);
	return { ...result, series: [{ ...series, buy }] };
}

/** One profile with a row far below all others. */
function withLowRow(result) {
	const [series] = result.series;
	const prices = Float64Array.of(0.5, ...Array.from({ length: 60 }, (_, i) => 20 + i));
	const buy = prices.map((price) => 1 + (price % 7));
	const one = { ...series, prices, buy, sell: buy.toReversed(), step: undefined };
	return {
		...result,
		series: [
			{ ...one, times: series.times.slice(0, 1), offsets: Uint32Array.of(0, prices.length) },
		],
	};
}

/** What to take a picture of: messages of the host, what a person then does, and in which themes. */
export async function scenes({ sampleResult, threeRows, carried }, settings) {
	const profile = await sampleResult({
		kind: "volumeProfile",
		symbol: "BTC-USDT",
		interval: "1h",
		range: { last: "24h" },
	});
	const week = await sampleResult({
		kind: "volumeProfile",
		symbol: "BTC-USDT",
		interval: "1h",
		range: { last: "7d" },
	});
	const vwap = await sampleResult({
		kind: "vwap",
		symbol: "BTC-USDT",
		interval: "5m",
		range: { last: "7d" },
	});
	const seconds = await sampleResult({
		kind: "vwap",
		symbol: "ETH-USDT",
		interval: "5s",
		range: { last: "7d" },
	});
	const show = (result, words, view = {}) => [
		["settings", settings],
		["show", { revision: 1, caption: words, results: [carried(result)], view }],
	];
	const hourly = { interval: "1h", range: { last: "7d" } };
	const weekVwap = await sampleResult({ kind: "vwap", symbol: "BTC-USDT", ...hourly });
	const weekEth = await sampleResult({ kind: "vwap", symbol: "ETH-USDT", ...hourly });
	const ethProfile = await sampleResult({
		kind: "volumeProfile",
		symbol: "ETH-USDT",
		interval: "1h",
		range: { last: "24h" },
	});
	const several = (results, parts, view = {}) => ({
		messages: [
			["settings", settings],
			[
				"show",
				{
					revision: 1,
					caption: {
						...caption("BTC-USDT", "Sample data", "7 d · hourly"),
						parts: parts.map(([market, kind]) => ({ market, source: "Sample data", kind })),
					},
					results: results.map(carried),
					view,
				},
			],
		],
		state: "chart",
	});
	const both = [
		["BTC-USDT", "Volume profile"],
		["BTC-USDT", "VWAP"],
	];
	const day = caption("BTC-USDT", "Sample data", "24 h · hourly");
	const sevenDays = caption("BTC-USDT", "Sample data", "7 d · 5-minute");
	const drawn = (result, words, view) => ({ messages: show(result, words, view), state: "chart" });
	const hover = (x, y) => (page) => page.mouse.move(x, y);

	const weekWords = caption("BTC-USDT", "Sample data", "7 d · hourly");
	const options = (page) => page.click('[data-testid="options"]');
	const modes = ["total", "sides", "delta", "cumulative"].map((bars) => ({
		name: `bars-${bars}`,
		themes: ALL,
		size: WIDE,
		...drawn(profile, day, { bars }),
	}));
	const cells = ["volume", "delta", "profiles"].map((kind) => ({
		name: `time-price-${kind}`,
		themes: ALL,
		size: { width: 1200, height: 720 },
		...drawn(week, weekWords, {
			layout: "timePrice",
			cells: kind,
			rowCount: 100,
			developing: true,
			naked: true,
			brush: true,
		}),
		act: hover(400, 300),
	}));
	const anchoredView = {
		anchor: "session",
		candles: true,
		volume: true,
		deviation: true,
		brush: true,
	};

	return [
		...modes,
		...cells,
		{
			name: "profile-marks",
			themes: ALL,
			size: { width: 1200, height: 720 },
			...drawn(week, weekWords, { nodes: true, naked: true, rowCount: 100, edges: true }),
			act: options,
		},
		...["stacked", "sides"].map((bars) => ({
			name: `profile-nodes-${bars}`,
			themes: ["dark", "light"],
			size: { width: 1000, height: 720 },
			...drawn(week, weekWords, { nodes: true, naked: true, bars }),
		})),
		...["stacked", "delta", "cumulative"].map((bars) => ({
			name: `profile-joined-${bars}`,
			themes: ALL,
			size: WIDE,
			...drawn(profile, day, { rows: 20, bars }),
			act: hover(300, 300),
		})),
		{
			name: "profile-edges",
			themes: ["dark", "light"],
			size: WIDE,
			...drawn(profile, day, { rows: 5, edges: true, nodes: true }),
		},
		{
			name: "profile-log",
			themes: ["dark"],
			size: WIDE,
			...drawn(withLowRow(profile), day, { log: true }),
		},
		{
			name: "time-price-joined",
			themes: ALL,
			size: { width: 1200, height: 720 },
			...drawn(profile, day, { layout: "timePrice", rows: 10, developing: true, naked: true }),
			act: hover(300, 300),
		},
		{
			name: "time-price-too-narrow",
			themes: ["dark", "light"],
			size: { width: 800, height: 520 },
			...drawn(week, weekWords, { layout: "timePrice", cells: "profiles", rowCount: 100 }),
		},
		{
			name: "profile-explained",
			themes: ["dark", "highContrastLight"],
			size: { width: 1300, height: 700 },
			...drawn(profile, day, { explain: true }),
		},
		{
			name: "vwap-anchored",
			themes: ALL,
			size: { width: 1200, height: 760 },
			...drawn(weekVwap, weekWords, anchoredView),
			act: hover(500, 250),
		},
		{
			name: "vwap-anchored-options",
			themes: ["dark"],
			size: { width: 1200, height: 760 },
			...drawn(weekVwap, weekWords, { ...anchoredView, anchor: "highestVolume", bands: "percent" }),
			act: options,
		},
		{
			name: "over-profile",
			themes: ALL,
			size: { width: 1200, height: 720 },
			...several([week, weekVwap], both, {
				anchor: "week",
				rowCount: 100,
				developing: true,
				volume: true,
			}),
			act: hover(500, 250),
		},
		{
			name: "over-profile-narrow",
			themes: ["dark"],
			size: NARROW,
			...several([week, weekVwap], both, { rowCount: 100 }),
		},
		{
			name: "time-price-narrow",
			themes: ["dark"],
			size: { width: 420, height: 640 },
			...drawn(week, weekWords, { layout: "timePrice", rowCount: 100 }),
		},
		{
			name: "time-price-outlier",
			themes: ["dark", "light"],
			size: { width: 1200, height: 560 },
			...drawn(withOutlier(week), weekWords, { layout: "timePrice", rowCount: 100 }),
		},
		{
			name: "vwap-short",
			themes: ["dark"],
			size: { width: 900, height: 300 },
			...drawn(weekVwap, weekWords, anchoredView),
		},
		{
			name: "zoomed-in-editor",
			themes: ["dark"],
			size: { width: 600, height: 360 },
			pixelRatio: 2,
			...several([week, weekVwap], both, { anchor: "week", rowCount: 100, volume: true }),
		},
		{
			name: "all-open",
			themes: ["dark"],
			size: { width: 820, height: 640 },
			...drawn(week, weekWords, { layout: "timePrice", rowCount: 100, table: true }),
			act: options,
		},
		{
			name: "all-open-short",
			themes: ["dark"],
			size: { width: 640, height: 320 },
			...drawn(profile, day, { table: true }),
			act: options,
		},
		{
			name: "options-narrow",
			themes: ["highContrast"],
			size: NARROW,
			...drawn(profile, day, { nodes: true }),
			act: options,
		},
		{
			name: "cross-check",
			themes: ALL,
			size: { width: 1200, height: 720 },
			...several([week, weekVwap], both, { layout: "crossCheck" }),
			act: hover(500, 250),
		},
		{
			name: "compare-lines",
			themes: ALL,
			size: { width: 1200, height: 720 },
			...several(
				[weekVwap, weekEth],
				[
					["BTC-USDT", "VWAP"],
					["ETH-USDT", "VWAP"],
				],
			),
			act: hover(500, 250),
		},
		{
			name: "compare-profiles",
			themes: ["dark", "light"],
			size: { width: 1200, height: 720 },
			...several(
				[profile, week],
				[
					["BTC-USDT", "Volume profile"],
					["BTC-USDT 7 d", "Volume profile"],
				],
				{ rowCount: 100 },
			),
			act: hover(300, 250),
		},
		{
			name: "compare-far-apart",
			themes: ["dark"],
			size: { width: 1200, height: 720 },
			...several(
				[profile, ethProfile],
				[
					["BTC-USDT", "Volume profile"],
					["ETH-USDT", "Volume profile"],
				],
			),
		},
		{
			name: "keys",
			themes: ["dark", "highContrast"],
			size: WIDE,
			...drawn(profile, day),
			act: async (page) => {
				await page.focus('[data-testid="chart"]');
				await page.keyboard.press("?");
			},
		},
		{
			name: "vwap-log",
			themes: ["light"],
			size: WIDE,
			...drawn(weekVwap, weekWords, { log: true }),
		},
		{ name: "profile", themes: ALL, size: WIDE, ...drawn(profile, day) },
		{
			name: "profile-hover",
			themes: ALL,
			size: WIDE,
			...drawn(profile, day),
			act: hover(300, 300),
		},
		{ name: "profile-narrow", themes: ALL, size: NARROW, ...drawn(profile, day) },
		{ name: "profile-table", themes: ALL, size: WIDE, ...drawn(profile, day, { table: true }) },
		{
			name: "profile-week",
			themes: ["dark", "light"],
			size: { width: 1400, height: 800 },
			...drawn(week, caption("BTC-USDT", "Sample data", "7 d · hourly")),
		},
		{
			name: "profile-retina",
			themes: ["dark"],
			size: { width: 700, height: 480 },
			pixelRatio: 2,
			...drawn(profile, day),
			act: hover(300, 250),
		},
		{
			name: "profile-three-rows",
			themes: ["dark", "highContrast"],
			size: WIDE,
			...drawn(threeRows(), caption("BTCUSDT", "Binance Futures · Kiyotaka", "1 h · hourly")),
		},
		{
			name: "profile-one-interval",
			themes: ["light"],
			size: { width: 640, height: 480 },
			...drawn(profile, day),
			act: async (page) => {
				await page.click('[data-testid="nextInterval"]');
				await page.click('[data-testid="nextInterval"]');
			},
		},
		{
			name: "profile-series",
			themes: ["dark"],
			size: { width: 920, height: 520 },
			...drawn(
				{
					...profile,
					series: ["BINANCE_FUTURES BTCUSDT", "BYBIT BTCUSDT"].map((id) => ({
						...profile.series[0],
						id,
					})),
				},
				caption("BTC", "Binance Futures + Bybit · Kiyotaka", "2026-03-29 – 2026-03-30 · hourly"),
			),
		},
		{ name: "vwap", themes: ALL, size: WIDE, ...drawn(vwap, sevenDays) },
		{
			name: "vwap-hover",
			themes: ALL,
			size: WIDE,
			...drawn(vwap, sevenDays),
			act: hover(420, 330),
		},
		{ name: "vwap-narrow", themes: ALL, size: NARROW, ...drawn(vwap, sevenDays) },
		{
			name: "vwap-zoomed",
			themes: ["dark", "light"],
			size: WIDE,
			...drawn(vwap, sevenDays),
			act: async (page) => {
				await page.mouse.move(300, 300);
				for (let i = 0; i < 12; i++) await page.mouse.wheel(0, -120);
				await page.waitForFunction(
					() => !document.querySelector('[data-testid="resetZoom"]').hidden,
				);
				await page.evaluate(
					() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
				);
			},
		},
		{
			name: "vwap-120k",
			themes: ["dark"],
			size: { width: 1400, height: 800 },
			...drawn(seconds, caption("ETH-USDT", "Sample data", "7 d · 5-second · UTC")),
		},
		{
			name: "vwap-table-narrow",
			themes: ["light"],
			size: NARROW,
			...drawn(vwap, sevenDays, { table: true }),
		},
		{
			name: "banners",
			themes: ALL,
			size: WIDE,
			messages: [
				...show(
					vwap,
					caption("BTC-USDT", "Sample data", "7 d · 5-minute", {
						fromSnapshot: true,
						notes: [
							{
								kind: "partial",
								text: "Cancelled before everything had come. Refresh to load all of it.",
							},
							{
								kind: "warning",
								text: "The stamps were interval ends and are shifted by one interval.",
							},
						],
					}),
				),
				[
					"failed",
					{
						text: "Kaiko could not be reached. Check the connection, then try again.",
						actions: [
							{ id: "retry", label: "Try again" },
							{ id: "showLog", label: "Show log" },
						],
					},
				],
			],
			state: "chart",
			act: (page) => page.click('[data-testid="notes"]'),
		},
		...[WIDE, NARROW].map((size) => ({
			name: `following${size === NARROW ? "-narrow" : ""}`,
			themes: ALL,
			size,
			messages: [
				...show(vwap, sevenDays),
				[
					"following",
					{
						isOn: true,
						answeredAt: Date.now(),
						nextAt: Date.now() + 25_000,
						cost: "144 requests an hour",
					},
				],
			],
			state: "chart",
		})),
		{
			name: "following-question",
			themes: ["dark", "light"],
			size: WIDE,
			messages: [
				...show(profile, day),
				[
					"following",
					{
						isOn: true,
						answeredAt: Date.now() - 130_000,
						cost: "weight 24 an hour",
						note: {
							kind: "question",
							text: "What your plan of Kiyotaka gives in a day is used up, as far as this machine knows. Go on all the same?",
							actions: [
								{ id: "followAnyway", label: "Go on" },
								{ id: "follow", label: "Stop following" },
							],
						},
					},
				],
			],
			state: "chart",
		},
		{
			name: "loading",
			themes: ["dark", "light"],
			size: WIDE,
			messages: [
				["settings", settings],
				["caption", { caption: day }],
			],
			state: "loading",
			act: (page) => page.waitForTimeout(300),
		},
		{
			name: "failed",
			themes: ALL,
			size: NARROW,
			messages: [
				["settings", settings],
				["caption", { caption: caption("BTCUSDT", "Binance Futures · Kiyotaka", "24 h · hourly") }],
				[
					"failed",
					{
						text: "Kiyotaka does not accept this API key. Enter another one.",
						actions: [
							{ id: "enterKey", label: "Enter API key" },
							{ id: "useSampleData", label: "Use sample data" },
							{ id: "showLog", label: "Show log" },
						],
					},
				],
			],
			state: "failed",
		},
	];
}
