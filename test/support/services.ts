import { type KaikoServiceOptions, startKaikoService } from "./kaikoService";
import { type KiyotakaServiceOptions, startKiyotakaService } from "./kiyotakaService";
import type { LoopbackServer } from "./loopbackServer";
import { type ReferenceServiceOptions, startReferenceService } from "./referenceService";

export interface ServicesOptions {
	/** Port of the Kiyotaka service; Kaiko's are the next two. Absent: any free ports. */
	readonly port?: number;
	readonly kiyotaka?: KiyotakaServiceOptions;
	readonly kaiko?: KaikoServiceOptions;
	readonly reference?: ReferenceServiceOptions;
}

export interface Services {
	readonly kiyotaka: LoopbackServer;
	readonly kaiko: LoopbackServer;
	/** Kaiko's reference data, which need no key. */
	readonly reference: LoopbackServer;
	readonly kiyotakaOrigin: string;
	readonly kaikoOrigin: string;
	readonly referenceOrigin: string;
	stop(): Promise<void>;
}

/** Starts both providers' loopback services, and the reference data of one, on one synthetic market. */
export async function startServices({
	port,
	kiyotaka,
	kaiko,
	reference,
}: ServicesOptions = {}): Promise<Services> {
	const started: LoopbackServer[] = [];
	const start = async (server: Promise<LoopbackServer>) => {
		started.push(await server);
		return server;
	};
	const stop = async () => {
		await Promise.all(started.map((server) => server.stop()));
	};
	const at = (place: number) => (port === undefined ? {} : { port: port + place });
	try {
		const first = await start(startKiyotakaService({ ...kiyotaka, ...at(0) }));
		const second = await start(startKaikoService({ ...kaiko, ...at(1) }));
		const third = await start(startReferenceService({ ...reference, ...at(2) }));
		return {
			kiyotaka: first,
			kaiko: second,
			reference: third,
			kiyotakaOrigin: first.origin,
			kaikoOrigin: second.origin,
			referenceOrigin: third.origin,
			stop,
		};
	} catch (error) {
		await stop();
		throw error;
	}
}
