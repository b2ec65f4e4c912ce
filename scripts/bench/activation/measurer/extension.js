// Activates other extensions, one after another, in a host that is through with its start, and writes down how
// long each took.
const { renameSync, writeFileSync } = require("node:fs");
const vscode = require("vscode");

const { VALUE_AREA_ACTIVATION_ANSWER: answer, VALUE_AREA_ACTIVATION_IDS: ids } = process.env;

async function measure() {
	const times = {};
	for (const id of ids.split(",")) {
		const extension = vscode.extensions.getExtension(id);
		if (extension === undefined) throw new Error(`${id} is not installed.`);
		if (extension.isActive) throw new Error(`${id} was active before.`);
		const from = performance.now();
		await extension.activate();
		times[id] = performance.now() - from;
	}
	return { times };
}

exports.activate = () => {
	measure()
		.catch((error) => ({ problem: String(error) }))
		.then((told) => {
			writeFileSync(`${answer}.part`, JSON.stringify(told));
			renameSync(`${answer}.part`, answer);
		});
};
