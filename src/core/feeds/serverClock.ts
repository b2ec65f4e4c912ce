import { type EpochMs, SECOND_MS, epochMs } from "../time";

/**
 * What is known of a provider's clock beside this machine's. A server tells whole seconds at best and
 * somewhere between the sending of a request and its answer: only what this cannot explain counts as a
 * difference.
 */
export class ServerClock {
	private ahead = 0;
	private hasHeard = false;

	/** @param machine this machine's clock */
	constructor(private readonly machine: () => EpochMs) {}

	/** The time by the provider's clock, as far as it is known. */
	now(): EpochMs {
		return epochMs(this.machine() + this.ahead);
	}

	/** Milliseconds that the provider's clock is ahead of this machine's, negative when it is behind. */
	get aheadMs(): number {
		return this.ahead;
	}

	/** Whether an answer has told the provider's time yet. */
	get isHeard(): boolean {
		return this.hasHeard;
	}

	/** This machine's time, to be remembered when a request leaves. */
	get machineTime(): EpochMs {
		return this.machine();
	}

	/**
	 * Takes the time that an answer tells.
	 *
	 * @param sentAt this machine's time when the request left
	 */
	hear(serverTime: EpochMs, sentAt: EpochMs): void {
		this.hasHeard = true;
		const answeredAt = this.machine();
		const explains = (ahead: number) =>
			serverTime + SECOND_MS > sentAt + ahead && serverTime <= answeredAt + ahead;
		if (explains(0)) this.ahead = 0;
		else if (!explains(this.ahead)) {
			this.ahead = serverTime - (serverTime > answeredAt ? answeredAt : sentAt);
		}
	}
}
