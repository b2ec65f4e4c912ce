import { useEditor } from "./harness/useEditor";

describe("a key for a server that the settings name", () => {
	const editor = useEditor({
		settings: { "valueArea.kaiko.customOrigin": "https://mirror.example.com" },
	});

	async function beginKey(): Promise<void> {
		const { workbench } = editor().session;
		await workbench.run("Value Area: Set API key");
		await workbench.input.answer("Kaiko");
	}

	it("is asked for after the person agreed to that server by name, which is remembered", async () => {
		const { workbench } = editor().session;
		await beginKey();
		await workbench.dialog(/Send Kaiko requests to mirror\.example\.com\?/);
		await workbench.pressInDialog("Cancel");
		// A refusal is no answer for the next time.
		await beginKey();
		await workbench.dialog(/Send Kaiko requests to mirror\.example\.com\?/);
		await workbench.pressInDialog("Send requests to mirror.example.com");
		await workbench.input.step(/Set Kaiko API key/);
		await workbench.input.escape();
		await beginKey();
		await workbench.input.step(/Set Kaiko API key/);
	});
});
