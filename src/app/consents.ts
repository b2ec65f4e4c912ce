import type { Place } from "../core/access/places";
import type { StateStore } from "./ports";

/** Asks the person whether requests and a secret may go to a server that they named themselves. */
export type AskConsent = (place: Place) => Promise<boolean>;

/** Under which people's agreements stand in the state. */
const nameOf = ({ credential, origin }: Place) => `consent|${credential}|${origin}`;

/** What a person agreed to: asked once for each credential and typed origin, and remembered when they agree. */
export class Consents {
	private readonly pending = new Map<string, Promise<boolean>>();

	constructor(
		private readonly state: StateStore,
		private readonly ask: AskConsent,
	) {}

	/** Whether requests may go to a place, as far as anybody has said so. */
	areGiven(place: Place): boolean {
		return !place.needsConsent || this.state.get(nameOf(place)) === true;
	}

	/** Whether requests may go to a place; asks where it needs consent and has none yet. */
	async given(place: Place): Promise<boolean> {
		if (this.areGiven(place)) return true;
		const name = nameOf(place);
		const asked =
			this.pending.get(name) ?? this.askFor(place, name).finally(() => this.pending.delete(name));
		this.pending.set(name, asked);
		return asked;
	}

	private async askFor(place: Place, name: string): Promise<boolean> {
		if (!(await this.ask(place))) return false;
		await this.state.update(name, true);
		return true;
	}
}
