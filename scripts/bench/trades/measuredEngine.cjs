// The engine's own program, which writes down before each answer what its process has used so far. It lies in the
// folder of the bundles, beside `engine.js`.
const { mkdirSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { usage } = require("./measuring.cjs");

const { spillFolder } = JSON.parse(process.argv[2]);
mkdirSync(spillFolder, { recursive: true });
const send = process.send.bind(process);
process.send = (answer, ...rest) => {
	if (answer.kind !== "progress")
		writeFileSync(join(spillFolder, "usage.json"), JSON.stringify(usage()));
	return send(answer, ...rest);
};
require("./engine.js");
