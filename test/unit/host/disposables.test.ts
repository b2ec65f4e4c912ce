import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const ROOT = join(__dirname, "..", "..", "..", "..");
const EDITOR = join(ROOT, "test", "fixtures", "counting-editor");

/** What is registered at the stations of a window's life, by name. */
interface Registered {
	readonly idle: readonly string[];
	readonly open: readonly string[];
	readonly closed: readonly string[];
	/** Each time that two charts and the page of a data set were opened and closed. */
	readonly cycles: readonly {
		readonly panels: number;
		readonly during: number;
		readonly after: readonly string[];
	}[];
	readonly ended: readonly string[];
}

describe("everything that the extension registers", () => {
	let registered: Registered;

	before(async function () {
		this.timeout(240_000);
		const life = join(EDITOR, "lifeOfAWindow.js");
		const extension = join(ROOT, "out", "src", "host", "extension.js");
		const { stdout } = await promisify(execFile)(process.execPath, [life, extension], {
			env: { ...process.env, NODE_PATH: join(EDITOR, "modules") },
			timeout: 200_000,
		});
		registered = JSON.parse(stdout) as Registered;
	});

	it("is counted: there is something to dispose of", () => {
		assert.ok(registered.idle.filter((name) => name.startsWith("command ")).length > 10);
		assert.ok(registered.open.length > registered.idle.length);
	});

	it("for a chart is disposed of when the chart is closed", () => {
		assert.deepEqual(registered.closed, registered.idle);
	});

	it("is after ten cycles of charts and pages of data sets what it was after one, listeners included", () => {
		assert.equal(registered.cycles.length, 10);
		const [first] = registered.cycles;
		for (const { panels, during, after } of registered.cycles) {
			assert.equal(panels, 3);
			assert.ok(during >= after.length + 3 * panels, `${during} while open`);
			assert.deepEqual(after, first?.after);
		}
		assert.ok(first?.after.includes("listener of an own event"));
	});

	it("is disposed of when the window ends with open charts (L4)", () => {
		assert.deepEqual(registered.ended, []);
	});
});
