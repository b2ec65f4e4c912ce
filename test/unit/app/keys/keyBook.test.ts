import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { KeyBook } from "../../../../src/app/keys/keyBook";
import { nodeAtomicFs } from "../../../../src/app/files/atomicWrite";
import { isStorageError } from "../../../../src/app/files/storageError";
import { KeptLog } from "../keptLog";
import { useTemporaryFolder } from "../temporaryFolder";

const PLACE = "key|kaiko|https://us.market-api.kaiko.io";
const ID = "0123456789abcdef";

describe("what is noted of keys", () => {
	const folder = useTemporaryFolder();
	const log = new KeptLog();
	const open = () => new KeyBook({ folder: folder(), log });
	const write = (content: unknown) =>
		writeFileSync(
			join(folder(), "keyNames.json"),
			typeof content === "string" ? content : JSON.stringify(content),
		);
	const named = (name: string) => ({ active: ID, names: new Map([[ID, name]]) });

	it("is there for the next window", async () => {
		await open().note(PLACE, () => named("Team"));
		await open().allowEnvironment(true);
		const book = open();
		await book.refresh();
		assert.equal(book.content.environment, true);
		assert.deepEqual([...book.content.places], [[PLACE, named("Team")]]);
	});

	it("keeps what a newer version added to it", async () => {
		write({ format: 1, environment: false, places: {}, colours: { Team: "red" } });
		await open().note(PLACE, () => named("Team"));
		const written = JSON.parse(readFileSync(join(folder(), "keyNames.json"), "utf8")) as object;
		assert.deepEqual("colours" in written && written.colours, { Team: "red" });
	});

	it("is read and never rewritten in a format of a newer version", async () => {
		write({ format: 2, environment: true, places: { [PLACE]: { names: { [ID]: "Team" } } } });
		const before = readFileSync(join(folder(), "keyNames.json"), "utf8");
		await assert.rejects(open().allowEnvironment(false), (error) => isStorageError(error));
		assert.equal(readFileSync(join(folder(), "keyNames.json"), "utf8"), before);
		const book = open();
		await book.refresh();
		assert.equal(book.content.places.get(PLACE)?.names.get(ID), "Team");
	});

	it("leaves out what makes no sense and keeps the rest", async () => {
		write({
			environment: "yes",
			places: {
				[PLACE]: {
					active: "../x",
					names: { [ID]: "Te\u202Eam", default: "Own", x: "y", fedcba9876543210: "\u200B", "0": 1 },
				},
				"marker|kaiko|https://a.example": { names: { [ID]: "No" } },
				[`${PLACE}|${ID}`]: { names: { [ID]: "No" } },
				"key|kiyotaka|https://api.kiyotaka.ai": 7,
			},
		});
		const book = open();
		await book.refresh();
		assert.equal(book.content.environment, false);
		assert.deepEqual(
			[...book.content.places].map(([place, { active, names }]) => [place, active, [...names]]),
			[
				[
					PLACE,
					undefined,
					[
						[ID, "Team"],
						["default", "Own"],
					],
				],
			],
		);
	});

	it("cuts a name that is too long between what people see as characters", async () => {
		const family = "👩‍👩‍👧‍👦";
		const name = `${"a".repeat(35)}${family}`;
		write({ environment: false, places: { [PLACE]: { names: { [ID]: name } } } });
		const book = open();
		await book.refresh();
		assert.equal(book.content.places.get(PLACE)?.names.get(ID), "a".repeat(35));
	});

	it("takes any file without a throw", async () => {
		await fc.assert(
			fc.asyncProperty(fc.oneof(fc.json(), fc.string()), async (content) => {
				write(content);
				const book = open();
				await book.refresh();
				assert.equal(typeof book.content.environment, "boolean");
			}),
		);
	});

	it("tells of a change once, and of none where nothing changed", async () => {
		const [one, other] = [open(), open()];
		const told: boolean[] = [];
		for (const book of [one, other]) {
			book.onDidChange(({ isElsewhere }) => told.push(isElsewhere));
		}
		await one.note(PLACE, () => named("Team"));
		await one.note(PLACE, (notes) => notes);
		await one.refresh();
		await other.refresh();
		await other.refresh();
		assert.deepEqual(told, [false, true]);
		one.dispose();
		await one.note(PLACE, () => named("Desk"));
		assert.equal(told.length, 2);
	});

	it("stays as it was on a full disk, and says so", async () => {
		await open().note(PLACE, () => named("Team"));
		const full = new KeyBook({
			folder: folder(),
			log,
			fs: {
				...nodeAtomicFs,
				open: () => Promise.reject(Object.assign(new Error("full"), { code: "ENOSPC" })),
			},
		});
		await assert.rejects(
			full.note(PLACE, () => named("Desk")),
			(error) => isStorageError(error) && error.kind === "diskFull",
		);
		const book = open();
		await book.refresh();
		assert.equal(book.content.places.get(PLACE)?.names.get(ID), "Team");
	});

	it("that cannot be read is logged, and nothing is known", async () => {
		mkdirSync(join(folder(), "keyNames.json"));
		const book = open();
		await book.refresh();
		assert.equal(book.content.places.size, 0);
	});
});
