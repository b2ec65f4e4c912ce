import * as vscode from "vscode";
import type { HostChoices } from "../core/access/places";
import { FIXED_LIMITS, type Limits, SETTABLE_LIMITS } from "../core/limits";
import type { PlanFacts } from "../core/cost/plan";
import { KIYOTAKA_PLANS } from "../core/feeds/kiyotaka/plans";
import {
	credentialOf,
	REMOTE_PROVIDER_IDS,
	type RemoteProviderId,
} from "../core/providers/credentials";
import { type AgreementBounds, DEFAULT_BOUNDS } from "../core/query/viewOptions";
import { AGREEMENT_RULES } from "../core/query/viewRules";
import { durationMs } from "../core/time";
import { isTimeZone } from "../core/wallClock";
import { CHART_SETTINGS, PLACE_SETTINGS, PLAN_SETTINGS, type SettingId, SETTINGS } from "./ids";

/** How charts are drawn and levels computed. */
export interface ChartSettings {
	readonly valueAreaPercent: number;
	readonly valueAreaMethod: "pairs" | "single";
	readonly timeZone: string;
	readonly palette: "colorBlindSafe" | "classic";
	/** How far the sides of a vendor check may differ and still agree. */
	readonly agreement: AgreementBounds;
}

/**
 * Settings of charts may differ by folder, but a chart belongs to none: the first folder of the window
 * counts.
 */
function read(id: SettingId): unknown {
	const folder = CHART_SETTINGS.includes(id) ? vscode.workspace.workspaceFolders?.[0] : undefined;
	return vscode.workspace.getConfiguration(undefined, folder).get(id);
}

function text(id: SettingId): string {
	const value = read(id);
	return typeof value === "string" ? value : "";
}

function oneOf<T extends string>(id: SettingId, values: readonly T[], otherwise: T): T {
	const value = read(id);
	return values.find((known) => known === value) ?? otherwise;
}

function number(id: SettingId, least: number, most: number, otherwise: number): number {
	const value = read(id);
	return typeof value === "number" && Number.isFinite(value)
		? Math.min(most, Math.max(least, value))
		: otherwise;
}

function integer(id: SettingId, most: number, otherwise: number): number {
	return Math.round(number(id, 1, most, otherwise));
}

function seconds(id: SettingId, most: number, otherwise: number) {
	return durationMs(integer(id, most, otherwise / 1_000) * 1_000);
}

/** Where requests go, by the user's own settings: `application` scope keeps workspaces out. */
export function hostChoices(): HostChoices {
	const choices = REMOTE_PROVIDER_IDS.map((provider) => {
		const { host, customOrigin } = PLACE_SETTINGS[provider];
		const names = Object.keys(credentialOf(provider).hosts);
		const [usual = "custom"] = names;
		const chosen = oneOf(host, [...names, "custom"], usual);
		return [provider, { host: chosen, customOrigin: text(customOrigin) }] as const;
	});
	return Object.fromEntries(choices) as HostChoices;
}

/** The address of Kaiko's reference data as it was typed; empty is the vendor's own. */
export function referenceOrigin(): string {
	return text(SETTINGS.kaikoReferenceOrigin);
}

/** What the person says of the plan of their key; nothing where they do not say it. */
export function planOf(provider: RemoteProviderId): PlanFacts | undefined {
	const setting = PLAN_SETTINGS[provider];
	return setting === undefined ? undefined : KIYOTAKA_PLANS[text(setting)];
}

/** Whether the status bar shows what is left of limits. */
export function showsLimits(): boolean {
	return read(SETTINGS.showLimits) === true;
}

/** How the editor goes out to the network, by what is set and without any address: one may hold a password. */
export function proxyChoices(): {
	readonly facts: Readonly<Record<string, string>>;
	/** Whether the editor or the environment names a proxy. */
	readonly hasProxy: boolean;
} {
	const http = vscode.workspace.getConfiguration("http");
	const setting = (name: string) => {
		const value = http.get<unknown>(name);
		return typeof value === "string" || typeof value === "boolean" ? String(value) : "";
	};
	const isSet = (value: string | undefined) => (value === undefined || value === "" ? "no" : "yes");
	const variable = (name: string) => process.env[name] ?? process.env[name.toLowerCase()];
	const proxy = setting("proxy");
	const variables = ["HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY"].map(
		(name) => [`${name} is set`, isSet(variable(name))] as const,
	);
	return {
		facts: {
			"http.proxy is set": isSet(proxy),
			"http.proxySupport": setting("proxySupport"),
			"http.proxyStrictSSL": setting("proxyStrictSSL"),
			"http.systemCertificates": setting("systemCertificates"),
			...Object.fromEntries(variables),
		},
		hasProxy: proxy !== "" || isSet(variable("HTTPS_PROXY")) === "yes",
	};
}

/** The data version that new VWAP queries ask for. */
export function kaikoDataVersion(): "v1" | "v2" | "latest" {
	return oneOf(SETTINGS.kaikoDataVersion, ["v1", "v2", "latest"], "v1");
}

/** The bounds of one query: the settings, each inside of what the manifest allows, and the constants. */
export function limits(): Limits {
	const standard = SETTABLE_LIMITS;
	const megabyte = 1024 * 1024;
	return {
		...FIXED_LIMITS,
		rows: integer(SETTINGS.rows, 2_000_000, standard.rows),
		kiyotakaIntervals: integer(SETTINGS.kiyotakaIntervals, 1_000_000, standard.kiyotakaIntervals),
		kaikoPageSize: integer(SETTINGS.kaikoPageSize, 100_000, standard.kaikoPageSize),
		bodyBytes: integer(SETTINGS.bodyMegabytes, 512, standard.bodyBytes / megabyte) * megabyte,
		requestsInFlight: integer(SETTINGS.requestsInFlight, 16, standard.requestsInFlight),
		operationMs: seconds(SETTINGS.operationSeconds, 7_200, standard.operationMs),
	};
}

/** Most bytes of closed intervals on the disk; 0 keeps none. */
export function cacheBytes(): number {
	return Math.round(number(SETTINGS.cacheMegabytes, 0, 65_536, 256)) * 1024 * 1024;
}

/** How the process that reads trades in files behaves; zero and empty leave the choice to us. */
export function engineChoices(): {
	readonly memoryMegabytes: number;
	readonly threads: number;
	readonly spillFolder: string;
	readonly spillMegabytes: number;
} {
	return {
		memoryMegabytes: Math.round(number(SETTINGS.tradesMemoryMegabytes, 64, 262_144, 1_024)),
		threads: Math.round(number(SETTINGS.tradesThreads, 0, 256, 0)),
		spillFolder: text(SETTINGS.tradesSpillFolder),
		spillMegabytes: Math.round(number(SETTINGS.tradesSpillMegabytes, 64, 16_777_216, 20_480)),
	};
}

/** What one query of a ClickHouse server may cost. */
export function clickHouseLimits(): {
	readonly seconds: number;
	readonly memoryBytes: number;
	readonly rows: number;
	readonly bytes: number;
} {
	const megabyte = 1024 * 1024;
	const whole = (id: SettingId, least: number, most: number, otherwise: number) =>
		Math.round(number(id, least, most, otherwise));
	return {
		seconds: whole(SETTINGS.clickHouseSeconds, 1, 7_200, 120),
		memoryBytes: whole(SETTINGS.clickHouseMemoryMegabytes, 64, 1_048_576, 8_192) * megabyte,
		rows: whole(SETTINGS.clickHouseRows, 1_000, 50_000_000, 2_000_000),
		bytes: whole(SETTINGS.clickHouseAnswerMegabytes, 1, 1_024, 128) * megabyte,
	};
}

/** How charts look. An unknown time zone reads as UTC. */
export function chartSettings(): ChartSettings {
	const zone = text(SETTINGS.timeZone);
	return {
		valueAreaPercent: number(SETTINGS.valueAreaPercent, 1, 100, 70),
		valueAreaMethod: oneOf(SETTINGS.valueAreaMethod, ["pairs", "single"], "pairs"),
		timeZone: zone === "local" || isTimeZone(zone) ? zone : "UTC",
		palette: oneOf(SETTINGS.palette, ["colorBlindSafe", "classic"], "colorBlindSafe"),
		agreement: {
			volumePercent: bound(SETTINGS.checkVolumePercent, "volumePercent"),
			pocRows: bound(SETTINGS.checkPocRows, "pocRows"),
			vwapBps: bound(SETTINGS.checkVwapBps, "vwapBps"),
		},
	};
}

/** The list of one's own sessions as it was written. */
export function writtenSessions(): unknown {
	return read(SETTINGS.sessions);
}

function bound(id: SettingId, name: keyof AgreementBounds): number {
	const { least, most } = AGREEMENT_RULES[name];
	return number(id, least, most, DEFAULT_BOUNDS[name]);
}

/** Calls back when any of our settings changed. */
export function onDidChangeSettings(listener: () => void): vscode.Disposable {
	return vscode.workspace.onDidChangeConfiguration((event) => {
		if (event.affectsConfiguration("valueArea")) listener();
	});
}
