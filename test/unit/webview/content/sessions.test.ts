import assert from "node:assert/strict";
import type { ViewOptions } from "../../../../src/core/query/viewOptions";
import { READY_SESSIONS, type Session } from "../../../../src/core/session/session";
import { CONTROL_TOOLS } from "../../../../src/webview/content/controlTools";
import { controlsOf } from "../../../../src/webview/content/controls";
import { epochMs, HOUR_MS } from "../../../../src/core/time";
import { answerOf, sampleAnswer } from "../../../support/answers";
import { BTCUSDT_PROFILE } from "../../../support/queries";
import { MIDNIGHT, profileSeries } from "../../../support/series";
import { svgOfFrame } from "../golden/svgText";
import { columnOf, plainSpaces } from "../reading";
import { frameOf, show, showChart } from "../shown";
import { copiedFrom } from "../copied";

const CASH = READY_SESSIONS.find(({ name }) => name === "US cash");
const profile = (interval: string, last: string) =>
	sampleAnswer({ kind: "volumeProfile", symbol: "BTC-USDT", interval, range: { last } });
const SESSIONS: ViewOptions = { layout: "timePrice", profileOf: "sessions" };

describe("sessions side by side", () => {
	it("have a row each in the table, with times, intervals, state, totals and levels", async () => {
		const { content } = showChart([await profile("1h", "60h")], SESSIONS);
		assert.equal(content.table.name, "sessions");
		assert.deepEqual(columnOf(content.table, "From"), [
			"2026-03-26 00:00",
			"2026-03-27 00:00",
			"2026-03-28 00:00",
		]);
		assert.deepEqual(columnOf(content.table, "Intervals"), ["12", "24", "24"]);
		assert.deepEqual(columnOf(content.table, "State"), ["partial", "complete", "complete"]);
		assert.equal(columnOf(content.table, "POC").length, 3);
	});

	it("say what is missing of one that is partial", async () => {
		const { content } = showChart([await profile("1h", "60h")], SESSIONS);
		const { screen } = content;
		const titles = [26, 27].map(
			(day) => screen.describe({ time: Date.UTC(2026, 2, day), row: 0 }).title,
		);
		assert.match(titles[0] ?? "", /partial, without its beginning/);
		assert.doesNotMatch(titles[1] ?? "", /partial|without/);
		const short = showChart([await profile("1h", "60h")], { ...SESSIONS, session: "month" });
		assert.match(short.content.summary, /, partial, without its beginning and its end\./);
	});

	it("say what the row of a session holds and its levels, and stop at the first and the last", async () => {
		const { content } = showChart([await profile("1h", "72h")], { ...SESSIONS, rowCount: 50 });
		const { screen } = content;
		const last = screen.step(undefined, 0, 0);
		assert.ok(last);
		assert.equal(last.time, Date.UTC(2026, 2, 28));
		const words = screen.describe(last);
		assert.match(words.title, /2026-03-28 00:00 UTC$/);
		assert.deepEqual(words.rows[0], { label: "To", value: "2026-03-29 00:00" });
		const labels = words.rows.map(({ label }) => label);
		assert.deepEqual(labels.slice(-4), [
			"POC of the session",
			"Value area of the session",
			"Total of the session",
			"Delta of the session",
		]);
		const before = screen.step(last, -1, 0);
		assert.equal(before?.time, Date.UTC(2026, 2, 27));
		assert.deepEqual(screen.step(screen.step(before, -1, 0), -1, 0)?.time, Date.UTC(2026, 2, 26));
	});

	it("are found by the stretch that a place lies in, and marked in its middle", async () => {
		const { content } = showChart([await profile("30m", "72h")], {
			...SESSIONS,
			session: CASH as Session,
		});
		const { screen } = content;
		const [main] = frameOf(content).panes;
		assert.ok(main);
		const price = (main.y.min + main.y.max) / 2;
		const open = Date.UTC(2026, 2, 26, 13, 30);
		for (const minutes of [0, 200, 389]) {
			const cursor = screen.cursorAt(main, { x: open + minutes * 60_000, y: price });
			assert.equal(cursor?.time, open);
			assert.equal(screen.pointOf(cursor ?? {}).x, open + 195 * 60_000);
		}
	});

	it("are the same in the panes under them", async () => {
		const { content } = showChart([await profile("1h", "72h")], {
			...SESSIONS,
			cumulativeDelta: "day",
		});
		const { screen } = content;
		const below = frameOf(content).panes.find(({ id }) => id === "cumulativeDelta");
		assert.ok(below);
		const day = Date.UTC(2026, 2, 27);
		for (const hour of [0, 11, 13, 20, 23.9]) {
			const cursor = screen.cursorAt(below, { x: day + hour * HOUR_MS, y: 0 });
			assert.equal(cursor?.time, day, `${hour}`);
		}
	});

	it("are measured as wholes, from the start of one to the end of another", async () => {
		const { content } = showChart([await profile("1h", "72h")], SESSIONS);
		const { screen } = content;
		const [main] = frameOf(content).panes;
		assert.ok(main);
		const y = (main.y.min + main.y.max) / 2;
		const place = (day: number, hour: number) => ({
			pane: main.id,
			at: { x: Date.UTC(2026, 2, day, hour), y },
		});
		const measured = screen.measure?.(place(26, 5), place(28, 1));
		assert.deepEqual(measured?.x, [Date.UTC(2026, 2, 26), Date.UTC(2026, 2, 29)]);
		const time = measured?.words.rows.find(({ label }) => label === "Time");
		assert.match(time?.value ?? "", /^3d · 3 sessions$/);
		const one = screen.measure?.(place(27, 5), place(27, 20));
		assert.deepEqual(one?.x, [Date.UTC(2026, 2, 27), Date.UTC(2026, 2, 28)]);
		assert.match(one?.words.rows.find(({ label }) => label === "Time")?.value ?? "", /1 session$/);
	});

	it("are refused with the interval that they need, and the whole range stays", async () => {
		const { content } = showChart([await profile("1h", "72h")], {
			...SESSIONS,
			session: CASH as Session,
		});
		assert.deepEqual(content.notices, [
			{
				text: "Sessions (US cash) do not begin and end with intervals of 1h. Edit the query and choose 30m or an interval that divides it.",
				actions: [{ id: "editQuery", label: "Edit query" }],
			},
		]);
		assert.equal(content.table.name, "intervals");
	});

	it("say that there is none in a range without one", async () => {
		const { content } = showChart([await profile("30m", "24h")], {
			...SESSIONS,
			session: CASH as Session,
		});
		assert.match(content.notices?.[0]?.text ?? "", /no whole session of this kind/);
	});

	it("are added up by their number, and the chart says of how many intervals", async () => {
		const result = await profile("1h", "72h");
		const { content } = showChart([result], { lastSessions: 2 });
		assert.match(plainSpaces(content.summary), /48 of 72 intervals, chosen/);
		const all = showChart([result], { lastSessions: 3 }).content;
		const whole = showChart([result]).content;
		const totals = [all, whole].map(
			({ figures }) => figures.find(({ id }) => id === "total")?.copied,
		);
		assert.equal(totals[0], totals[1]);
	});

	it("are named at their own profiles: a sliver does not write its name over the next one", async () => {
		const { content } = showChart([await profile("1h", "7d")], { ...SESSIONS, session: "week" });
		// From Sunday on: a day of the first week, six of the second.
		const namesAt = (width: number) =>
			[...svgOfFrame(frameOf(content, { width })).matchAll(/>(\d\d-\d\d)(?: · [^<]*)?<\/text>/g)]
				.map(([, name]) => name)
				.filter((name) => name === "03-16" || name === "03-23");
		assert.deepEqual(new Set(namesAt(1_200)), new Set(["03-16", "03-23"]));
		assert.deepEqual(new Set(namesAt(420)), new Set(["03-23"]));
	});

	it("are named where their profile stands beside a chart of the whole range", async () => {
		const results = [await profile("1h", "72h")];
		const ofProfile = (view: ViewOptions) => {
			const { figures } = showChart(results, { layout: "timePrice", ...view }).content;
			const found = figures.find(({ id }) => id === "profileOf");
			return found && [found.isKey, plainSpaces([found.value, found.detail?.text].join(" · "))];
		};
		assert.equal(ofProfile({}), undefined);
		assert.deepEqual(ofProfile({ lastSessions: 2 }), [
			true,
			"The last 2 sessions · 48 of 72 intervals, chosen",
		]);
		const [first, last] = ["2026-03-27T03:00:00Z", "2026-03-27T05:00:00Z"];
		const chosen = { intervals: [{ from: first, to: last }], lastSessions: 2 };
		assert.deepEqual(ofProfile(chosen), [true, "2 of 72 intervals, chosen · "]);
	});

	it("are never the whole range where none of the newest can be added up, in the profile, at its side or as a copy", async () => {
		// A Saturday, on which no session of New York begins.
		const results = [await profile("30m", "24h")];
		const newest: ViewOptions = { lastSessions: 2, session: CASH as Session };
		const alone = show(results, newest).content;
		assert.ok(alone.state === "empty");
		assert.match(alone.text, /^Nothing traded in the newest sessions \(US cash\) of this range/);
		const beside = showChart(results, { ...newest, layout: "timePrice" });
		const { content, parts, view, words } = beside;
		assert.match(content.summary, /^Nothing traded in the newest sessions/);
		for (const id of ["poc", "vah", "val", "total"])
			assert.deepEqual(
				content.figures.filter((one) => one.id === id).map(({ value }) => value),
				["–"],
				id,
			);
		const copied = (table: "profile" | "intervals") =>
			copiedFrom({ parts, view, words }, { kind: "rows", table, from: 0, to: 99 });
		assert.equal(copied("profile"), undefined);
		assert.equal(copied("intervals")?.rows, 48);
		const hourly = show([await profile("1h", "72h")], newest).content;
		assert.ok(hourly.state === "empty");
		assert.match(hourly.text, /choose 30m or an interval that divides it/);
	});

	it("are chosen from the ready ones, one's own, and the one that the view has", async () => {
		const own: Session = { name: "Mine", zone: "UTC", days: [1], from: "10:00", to: "11:00" };
		const kept: Session = { name: "Kept", zone: "UTC", days: [1], from: "12:00", to: "13:00" };
		const { content, parts, view, words } = showChart(
			[await profile("1h", "72h")],
			{ ...SESSIONS, session: kept },
			{ settings: { sessions: [own] } },
		);
		const control = controlsOf(content, parts, view, words, undefined, CONTROL_TOOLS).find(
			({ id }) => id === "session",
		);
		assert.ok(control?.kind === "choice");
		const labels = control.options.map(({ label }) => label);
		assert.deepEqual(labels.slice(0, 3), ["Days", "Weeks", "Months"]);
		assert.deepEqual(labels.slice(-2), ["Mine", "Kept"]);
		assert.deepEqual(control.set(control.options.at(-2)?.value ?? ""), { session: own });
		assert.deepEqual(control.set(control.options[0]?.value ?? ""), { session: undefined });
	});

	it("are added up one by one as they are chosen, the newest first", async () => {
		const result = await profile("1h", "72h");
		const controlOf = (view: ViewOptions) => {
			const { content, parts, words } = showChart([result], view);
			const control = controlsOf(content, parts, view, words, undefined, CONTROL_TOOLS).find(
				({ id }) => id === "chosenSessions",
			);
			assert.ok(control?.kind === "many");
			return control;
		};
		const control = controlOf({});
		assert.deepEqual(
			control.options.map(({ label }) => label),
			["2026-03-28", "2026-03-27", "2026-03-26"],
		);
		const chosen = control.set(["0", "2"]);
		assert.deepEqual(chosen?.intervals, [
			{ from: "2026-03-26T00:00:00.000Z", to: "2026-03-27T00:00:00.000Z" },
			{ from: "2026-03-28T00:00:00.000Z", to: "2026-03-29T00:00:00.000Z" },
		]);
		const view = { intervals: chosen.intervals };
		assert.deepEqual(controlOf(view).values, ["0", "2"]);
		assert.match(plainSpaces(showChart([result], view).content.summary), /48 of 72 intervals/);
		assert.equal(control.set([])?.intervals, undefined);
	});

	it("are what a VWAP begins anew with, or the chart says what they need", async () => {
		const line = await sampleAnswer({
			kind: "vwap",
			symbol: "BTC-USDT",
			interval: "1h",
			range: { last: "72h" },
		});
		const days = showChart([line], { anchor: "sessions" }).content;
		assert.deepEqual(days.notices, []);
		assert.ok(days.figures.some(({ id }) => id === "anchored"));
		const cash = showChart([line], { anchor: "sessions", session: CASH as Session }).content;
		assert.match(cash.notices?.[0]?.text ?? "", /choose 30m/);
		assert.ok(cash.figures.every(({ id }) => id !== "anchored"));
	});
});

describe("the newest sessions, one of which lies in a hole of the answer", () => {
	const hours = Array.from({ length: 96 }, (_, hour) => hour).filter(
		(hour) => hour < 24 || hour >= 48,
	);
	const hour = (count: number) => epochMs(MIDNIGHT + count * HOUR_MS);
	const holed = answerOf(
		BTCUSDT_PROFILE,
		profileSeries(
			hours.map((one) => [[66_000 + 10 * (one % 7), 1, 1]]),
			{ times: Float64Array.from(hours, hour) },
		),
		{
			range: { from: hour(0), to: hour(96) },
			covers: [
				{ from: hour(0), to: hour(24) },
				{ from: hour(48), to: hour(96) },
			],
			fetchedAt: hour(96),
		},
	);
	const sentence =
		/^The newest sessions \(Days\) include 2026-03-30, of which the answer has nothing/;

	it("are added up without it, which the chart says with what can be done, in each of its drawings", () => {
		for (const layout of ["profile", "timePrice"] as const) {
			const { content } = showChart([holed], { layout, lastSessions: 3 });
			assert.match(plainSpaces(content.summary), /48 of 96 intervals, chosen/);
			const [notice, ...others] = content.notices ?? [];
			assert.match(notice?.text ?? "", sentence);
			assert.deepEqual(notice?.actions, [{ id: "refresh", label: "Refresh" }]);
			assert.deepEqual(others, []);
			const whole = showChart([holed], { layout, lastSessions: 2 }).content;
			assert.deepEqual(whole.notices ?? [], []);
		}
	});

	it("are none where all of them are in it", () => {
		const { range } = holed;
		const early = { ...holed, range: { from: range.from, to: hour(48) } };
		const { content } = show([early], { lastSessions: 1 });
		assert.ok(content.state === "empty");
		assert.match(content.text, sentence);
	});
});

describe("a VWAP that is anchored at sessions", () => {
	it("has no value in the strip between two of them, and says why", async () => {
		assert.ok(CASH);
		const of = async (last: string) => {
			const line = await sampleAnswer({
				kind: "vwap",
				symbol: "BTC-USDT",
				interval: "15m",
				range: { last },
			});
			const { content } = showChart([line], { anchor: "sessions", session: CASH });
			return content.figures.find(({ id }) => id === "anchored");
		};
		// The sample ends on a Saturday.
		const between = await of("72h");
		assert.deepEqual([between?.value, between?.copied], ["–", ""]);
		assert.match(between?.hint ?? "", /between two sessions/);
	});
});
