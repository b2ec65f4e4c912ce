import { LOOPBACK_KEY } from "../../support/keys";
import type { Workbench } from "./workbench";

/** Types a key for a provider and waits until the provider has accepted it. */
export async function typeKey(
	workbench: Workbench,
	provider: "Kaiko" | "Kiyotaka",
	key: string,
): Promise<void> {
	const { input } = workbench;
	await workbench.run("Value Area: Set API key");
	await input.answer(provider);
	await input.step(new RegExp(`Set ${provider} API key`));
	await input.enter(key);
	await workbench.told(`${provider} accepted the key.`);
}

/** Types the key that both loopback services accept. */
export async function typeLoopbackKeys(workbench: Workbench): Promise<void> {
	for (const provider of ["Kaiko", "Kiyotaka"] as const) {
		await typeKey(workbench, provider, LOOPBACK_KEY);
	}
}
