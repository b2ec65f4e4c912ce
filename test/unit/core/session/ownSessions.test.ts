import assert from "node:assert/strict";
import * as fc from "fast-check";
import { offeredSessions } from "../../../../src/core/session/offered";
import { readOwnSessions } from "../../../../src/core/session/ownSessions";
import { READY_SESSIONS } from "../../../../src/core/session/session";
import { isPeriod } from "../../../../src/core/session/readSession";
import { formatText } from "../../../../src/core/text";

const FRANKFURT = {
	name: "Frankfurt",
	zone: "Europe/Berlin",
	from: "09:00",
	to: "17:30",
	days: [1, 2, 3, 4, 5],
};

describe("one's own sessions", () => {
	it("are read as they are written, of every day where none are named", () => {
		const daily = { name: "Daily", zone: "Europe/Berlin", from: "09:00", to: "17:30" };
		const { sessions, problems } = readOwnSessions([FRANKFURT, daily]);
		assert.deepEqual(problems, []);
		assert.deepEqual(sessions, [FRANKFURT, { ...daily, days: [1, 2, 3, 4, 5, 6, 7] }]);
	});

	it("name those that cannot be used and why, and keep the others", () => {
		const { sessions, problems } = readOwnSessions([
			{ ...FRANKFURT, name: "Far", zone: "Mars/Olympus" },
			FRANKFURT,
			{ ...FRANKFURT, name: "Late", to: "25:00" },
			{ ...FRANKFURT, name: "Never", days: [] },
			{ ...FRANKFURT, name: "Eighth", days: [8] },
			{ ...FRANKFURT },
			"09:00-17:00",
			{ ...FRANKFURT, name: "Words", days: "Monday" },
		]);
		assert.deepEqual(sessions, [FRANKFURT]);
		assert.deepEqual(
			problems.map(({ name, problem }) => `${name}: ${formatText(problem)}`),
			[
				"Far: Mars/Olympus is no time zone. Write UTC or a name such as America/New_York.",
				"Late: 25:00 is no time of a day. Write hours and minutes, such as 09:30.",
				"Never: The days of a session are numbers from 1, Monday, to 7, Sunday.",
				"Eighth: The days of a session are numbers from 1, Monday, to 7, Sunday.",
				"Frankfurt: Another session has the same name. Give each a name of its own.",
				"7: A session needs a name of at most 40 letters.",
				"Words: The days of a session are numbers from 1, Monday, to 7, Sunday.",
			],
		);
	});

	it("are none where the setting holds something else", () => {
		for (const value of [undefined, null, []])
			assert.deepEqual(readOwnSessions(value), { sessions: [], problems: [] });
		for (const value of ["none", 3, {}, FRANKFURT, true]) {
			const { sessions, problems } = readOwnSessions(value);
			assert.deepEqual(sessions, []);
			assert.deepEqual(
				problems.map(({ name, problem }) => [name, formatText(problem)]),
				[
					[
						undefined,
						"The setting valueArea.sessions is no list of sessions. Write [ … ] around them.",
					],
				],
			);
		}
	});

	it("are sessions of any view and range once they are offered, however their days are written", () => {
		fc.assert(
			fc.property(
				fc.array(fc.oneof(fc.integer({ min: -1, max: 9 }), fc.constantFrom("1", null)), {
					maxLength: 20,
				}),
				(days) => {
					const [session] = readOwnSessions([{ ...FRANKFURT, days }]).sessions;
					const isSound =
						days.length > 0 &&
						days.every((day) => Number(day) >= 1 && Number(day) <= 7 && typeof day === "number");
					assert.equal(session !== undefined, isSound);
					if (session === undefined) return;
					assert.ok(isPeriod(session));
					assert.deepEqual(new Set(session.days), new Set(days));
				},
			),
		);
	});

	it("have no name that means a range or another session", () => {
		const named = (name: string) => readOwnSessions([FRANKFURT, { ...FRANKFURT, name }]);
		for (const name of [
			"24h",
			"-7D",
			"now",
			"Today",
			"last week",
			"day -3",
			"yesterday Asia/Tokyo",
			"2026-03-01",
			"1774800000",
			"London -1",
			"Frankfurt -2",
			"Desk 09:00-17:00 Mon-Fri UTC",
		]) {
			const { sessions, problems } = named(name);
			assert.deepEqual(sessions, [FRANKFURT], name);
			assert.equal(
				problems.map(({ problem }) => formatText(problem)).join(),
				`${name} is how a range is typed. Give the session another name.`,
			);
		}
		// Names are typed without regard to case.
		assert.deepEqual(
			named("FRANKFURT").problems.map(({ problem }) => formatText(problem)),
			["Another session has the same name. Give each a name of its own."],
		);
		for (const name of ["London", "Desk -1", "24 hours", "Today's", "1h open", "1M"])
			assert.equal(named(name).sessions.length, 2, name);
	});

	it("stand behind the ready ones, and take the place of one with their name", () => {
		assert.deepEqual(offeredSessions([FRANKFURT as never]).at(-1), FRANKFURT);
		assert.equal(offeredSessions([]).length, READY_SESSIONS.length);
		for (const name of ["London", "london"]) {
			const own = { ...FRANKFURT, name } as never;
			const offered = offeredSessions([own]);
			assert.equal(offered.length, READY_SESSIONS.length);
			assert.deepEqual(
				offered.filter((one) => one.name.toLowerCase() === "london"),
				[own],
			);
		}
	});
});
