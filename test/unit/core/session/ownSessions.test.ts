import assert from "node:assert/strict";
import { offeredSessions } from "../../../../src/core/session/offered";
import { readOwnSessions } from "../../../../src/core/session/ownSessions";
import { READY_SESSIONS } from "../../../../src/core/session/session";
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
		for (const value of [undefined, null, "none", 3, {}])
			assert.deepEqual(readOwnSessions(value), { sessions: [], problems: [] });
	});

	it("stand behind the ready ones, and take the place of one with their name", () => {
		assert.deepEqual(offeredSessions([FRANKFURT as never]).at(-1), FRANKFURT);
		assert.equal(offeredSessions([]).length, READY_SESSIONS.length);
		const own = { ...FRANKFURT, name: "London" } as never;
		const offered = offeredSessions([own]);
		assert.equal(offered.length, READY_SESSIONS.length);
		assert.deepEqual(
			offered.find(({ name }) => name === "London"),
			own,
		);
	});
});
