// Posts the same points to a webview as rows and as a buffer, and measures each way in two ways: until
// the host has the page's answer, and, by the machine's clock, until the page has the message.
const { renameSync, writeFileSync } = require("node:fs");
const vscode = require("vscode");
const { columnsOf, rowsOf } = require("../forms.cjs");

const {
	VALUE_AREA_TRANSFER_ANSWER: answerFile,
	VALUE_AREA_TRANSFER_COUNT: count,
	VALUE_AREA_TRANSFER_REPETITIONS: repetitions,
} = process.env;

const now = () => performance.timeOrigin + performance.now();

/** Runs in the page: makes the numbers usable, then answers. */
function receive() {
	const api = acquireVsCodeApi();
	addEventListener("message", ({ data }) => {
		if (data.rows === undefined && data.columns === undefined) return;
		const points =
			data.rows === undefined ? new Float64Array(data.columns).length / 2 : data.rows.length;
		api.postMessage({ points, at: performance.timeOrigin + performance.now() });
	});
	api.postMessage({ isReady: true });
}

function page() {
	const policy = "default-src 'none'; script-src 'nonce-bench'";
	return `<!DOCTYPE html><meta http-equiv="Content-Security-Policy" content="${policy}">
<p>Measuring…</p><script nonce="bench">(${receive})()</script>`;
}

/** The next message that the page posts. */
function nextMessage(webview) {
	return new Promise((resolve) => {
		const listening = webview.onDidReceiveMessage((message) => {
			listening.dispose();
			resolve(message);
		});
	});
}

async function measure() {
	const column = vscode.ViewColumn.One;
	const { webview } = vscode.window.createWebviewPanel("transfer", "Transfer", column, {
		enableScripts: true,
	});
	const ready = nextMessage(webview);
	webview.html = page();
	await ready;
	const points = Number(count);
	const messages = { rows: { rows: rowsOf(points) }, columns: { columns: columnsOf(points) } };
	const samples = {
		rows: { answered: [], arrived: [] },
		columns: { answered: [], arrived: [] },
	};
	// The first round warms both up and does not count.
	for (let repetition = -1; repetition < Number(repetitions); repetition++) {
		for (const [name, message] of Object.entries(messages)) {
			const answered = nextMessage(webview);
			const from = now();
			void webview.postMessage(message);
			const answer = await answered;
			const to = now();
			if (answer.points !== points) {
				throw new Error(`${name}: ${answer.points} of ${points} points came.`);
			}
			if (repetition < 0) continue;
			samples[name].answered.push(to - from);
			samples[name].arrived.push(answer.at - from);
		}
	}
	return { samples };
}

exports.activate = () => {
	if (answerFile === undefined) return;
	const write = (result) => {
		// Whoever reads it never sees half of it.
		writeFileSync(`${answerFile}.part`, JSON.stringify(result));
		renameSync(`${answerFile}.part`, answerFile);
	};
	// Activation does not wait: the workbench shows a panel only once its extensions have started.
	void measure().then(write, (error) => write({ problem: error.stack }));
};
