import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { useTemporaryFolder } from "../app/temporaryFolder";
import { REPOSITORY } from "../package/repository";

describe("a rejection that nobody handles", () => {
	const folder = useTemporaryFolder();

	it("fails the run of tests in which it happens (L8)", () => {
		const file = join(folder(), "forgetful.test.js");
		writeFileSync(
			file,
			`it("passes by itself", (done) => {
				Promise.reject(new Error("nobody waits for this"));
				setImmediate(done);
			});`,
		);
		const mocha = join(REPOSITORY, "node_modules", "mocha", "bin", "mocha.js");
		const { status, stdout, stderr } = spawnSync(process.execPath, [mocha, "--exit", file], {
			cwd: REPOSITORY,
			encoding: "utf8",
		});
		assert.notEqual(status, 0);
		assert.match(stdout + stderr, /nobody waits for this/);
	});
});
