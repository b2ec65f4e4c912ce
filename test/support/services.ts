import { type KaikoServiceOptions, startKaikoService } from "./kaikoService";
import { type KiyotakaServiceOptions, startKiyotakaService } from "./kiyotakaService";
import type { LoopbackServer } from "./loopbackServer";

export interface ServicesOptions {
	/** Port of the Kiyotaka service; Kaiko's is the next one. Absent: any free ports. */
	readonly port?: number;
	readonly kiyotaka?: KiyotakaServiceOptions;
	readonly kaiko?: KaikoServiceOptions;
}

export interface Services {
	readonly kiyotaka: LoopbackServer;
	readonly kaiko: LoopbackServer;
	readonly kiyotakaOrigin: string;
	readonly kaikoOrigin: string;
	stop(): Promise<void>;
}

/** Starts both providers' loopback services on one synthetic market. */
export async function startServices({
	port,
	kiyotaka,
	kaiko,
}: ServicesOptions = {}): Promise<Services> {
	const first = await startKiyotakaService({ ...kiyotaka, ...(port !== undefined && { port }) });
	try {
		const second = await startKaikoService({
			...kaiko,
			...(port !== undefined && { port: port + 1 }),
		});
		return {
			kiyotaka: first,
			kaiko: second,
			kiyotakaOrigin: first.origin,
			kaikoOrigin: second.origin,
			stop: async () => {
				await Promise.all([first.stop(), second.stop()]);
			},
		};
	} catch (error) {
		await first.stop();
		throw error;
	}
}
