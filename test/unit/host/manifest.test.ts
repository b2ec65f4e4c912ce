import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { SETTABLE_LIMITS } from "../../../src/core/limits";
import { credentialOf, REMOTE_PROVIDER_IDS } from "../../../src/core/providers/credentials";
import {
	CHART_SETTINGS,
	CHART_VIEW_TYPE,
	COMMANDS,
	CONTEXT_KEYS,
	EXTENSION_ID,
	GROUP_CONTEXT,
	HOST_SETTINGS,
	LIMIT_SETTINGS,
	MARKET_CONTEXT,
	DATA_SET_CONTEXT,
	DATA_SET_VIEW_TYPE,
	DATA_SETS_VIEW,
	MARKETS_VIEW,
	PLACE_SETTINGS,
	SETTINGS,
	VIEW_CONTAINER,
	WALKTHROUGH,
} from "../../../src/host/ids";

const ROOT = join(__dirname, "..", "..", "..", "..");
const text = (file: string) => readFileSync(join(ROOT, file), "utf8");

interface Setting {
	type: string;
	default: unknown;
	scope: string;
	order: number;
	markdownDescription: string;
	minimum?: number;
	maximum?: number;
	pattern?: string;
	enum?: string[];
	enumItemLabels?: string[];
	markdownEnumDescriptions?: string[];
}

interface MenuItem {
	command: string;
	when?: string;
	group?: string;
}

interface Manifest {
	name: string;
	publisher: string;
	icon: string;
	activationEvents: string[];
	extensionKind: string[];
	capabilities: {
		untrustedWorkspaces: { supported: string; restrictedConfigurations: string[] };
		virtualWorkspaces: boolean;
	};
	contributes: {
		commands: {
			command: string;
			title: string;
			category: string;
			icon?: string;
			enablement?: string;
		}[];
		menus: Record<string, MenuItem[]>;
		viewsContainers: { activitybar: { id: string; icon: string }[] };
		views: Record<string, { id: string; icon: string }[]>;
		viewsWelcome: { view: string; contents: string; when?: string }[];
		configuration: { properties: Record<string, Setting> }[];
		walkthroughs: {
			id: string;
			steps: {
				id: string;
				description: string;
				media: { svg: string; altText: string };
				completionEvents: string[];
			}[];
		}[];
	};
}

const manifest = JSON.parse(text("package.json")) as Manifest;
const nls = JSON.parse(text("package.nls.json")) as Record<string, string>;
const { contributes } = manifest;
const settings = new Map(
	contributes.configuration.flatMap(({ properties }) => Object.entries(properties)),
);
const commandIds: string[] = Object.values(COMMANDS);

describe("manifest", () => {
	it("declares the commands, views and settings that the code knows, and no others", () => {
		assert.deepEqual(contributes.commands.map(({ command }) => command).sort(), commandIds.sort());
		assert.deepEqual([...settings.keys()].sort(), Object.values(SETTINGS).sort());
		assert.deepEqual(
			contributes.viewsContainers.activitybar.map(({ id }) => id),
			[VIEW_CONTAINER],
		);
		assert.deepEqual(
			contributes.views[VIEW_CONTAINER]?.map(({ id }) => id),
			[MARKETS_VIEW, DATA_SETS_VIEW],
		);
		assert.equal(`${manifest.publisher}.${manifest.name}`, EXTENSION_ID);
	});

	it("has a text for every key, and no text without one", () => {
		const used = new Set(
			[...text("package.json").matchAll(/"%([\w.-]+)%"/g)].map(([, key]) => key),
		);
		assert.deepEqual([...used].sort(), Object.keys(nls).sort());
		for (const [key, value] of Object.entries(nls)) assert.ok(value.trim() !== "", key);
	});

	it("writes no sentence outside of the text file", () => {
		for (const { title, category } of contributes.commands) {
			assert.match(title, /^%.*%$/);
			assert.equal(category, "%category%");
		}
		for (const [id, { markdownDescription, markdownEnumDescriptions }] of settings) {
			for (const words of [markdownDescription, ...(markdownEnumDescriptions ?? [])]) {
				assert.match(words, /^%.*%$/, id);
			}
		}
	});

	it("keeps command titles in sentence case, without the category in them", () => {
		for (const { title } of contributes.commands) {
			const words = nls[title.slice(1, -1)] ?? "";
			assert.match(words, /^[A-Z]/);
			assert.doesNotMatch(words, /Value Area|\.$/);
		}
	});

	it("activates for its commands, its view and its restored panels only", () => {
		assert.deepEqual(manifest.activationEvents, [
			`onWebviewPanel:${CHART_VIEW_TYPE}`,
			`onWebviewPanel:${DATA_SET_VIEW_TYPE}`,
		]);
	});

	it("prefers to run where the workspace and its trades lie", () => {
		assert.deepEqual(manifest.extensionKind, ["workspace", "ui"]);
	});

	it("lets no workspace choose where a key goes (K8)", () => {
		assert.equal(manifest.capabilities.untrustedWorkspaces.supported, "limited");
		assert.deepEqual(
			manifest.capabilities.untrustedWorkspaces.restrictedConfigurations,
			HOST_SETTINGS,
		);
		for (const id of HOST_SETTINGS) assert.equal(settings.get(id)?.scope, "application", id);
		for (const [id, { scope }] of settings) {
			if (/^valueArea\.(kiyotaka|kaiko|limits)\./.test(id)) assert.equal(scope, "application", id);
		}
	});

	it("offers the hosts that each provider has, the one first that is asked where nothing is set", () => {
		for (const provider of REMOTE_PROVIDER_IDS) {
			const setting = settings.get(PLACE_SETTINGS[provider].host);
			const names = Object.keys(credentialOf(provider).hosts);
			assert.deepEqual(setting?.enum, [...names, "custom"]);
			assert.equal(setting.default, names[0]);
			assert.equal(settings.get(PLACE_SETTINGS[provider].customOrigin)?.default, "");
		}
	});

	it("lets a folder choose how charts look, and nothing else", () => {
		const chosen = [...settings].filter(([, { scope }]) => scope === "resource");
		assert.deepEqual(chosen.map(([id]) => id).sort(), [...CHART_SETTINGS].sort());
	});

	it("disables what makes no sense now, but only once it is known", () => {
		const enablement = (id: string) =>
			contributes.commands.find(({ command }) => command === id)?.enablement;
		const { hasKey, hasSignIn, hasLastQuery, isActive, chartHasData } = CONTEXT_KEYS;
		assert.equal(enablement(COMMANDS.removeApiKey), `${hasKey} || ${hasSignIn} || !${isActive}`);
		assert.equal(enablement(COMMANDS.runLastQuery), `${hasLastQuery} || !${isActive}`);
		const inFront = `activeWebviewPanelId == '${CHART_VIEW_TYPE}'`;
		for (const id of [COMMANDS.refresh, COMMANDS.addMarket]) assert.equal(enablement(id), inFront);
		for (const id of [COMMANDS.exportData, COMMANDS.copyImage, COMMANDS.saveImage]) {
			assert.equal(enablement(id), `${inFront} && ${chartHasData}`);
		}
	});

	it("takes plain http for this machine alone", () => {
		for (const id of HOST_SETTINGS.filter((name) => name.endsWith("Origin"))) {
			const pattern = new RegExp(settings.get(id)?.pattern ?? "$.");
			for (const good of [
				"",
				"https://mirror.example.com",
				"http://127.0.0.1:8080",
				"http://[::1]:1",
			]) {
				assert.match(good, pattern);
			}
			for (const bad of [
				"http://example.com",
				"https://a/b",
				"ftp://a",
				"https://u@a",
				"http://127.0.0.1.evil.com",
			]) {
				assert.doesNotMatch(bad, pattern);
			}
		}
	});

	it("offers no URI handler, and hides from the palette what needs an argument", () => {
		assert.doesNotMatch(text("package.json"), /onUri/);
		const hidden = contributes.menus.commandPalette?.filter(({ when }) => when === "false");
		assert.deepEqual(
			hidden?.map(({ command }) => command).sort(),
			[
				COMMANDS.openQuery,
				COMMANDS.openDataSet,
				COMMANDS.openDataSetProfile,
				COMMANDS.openDataSetVwap,
				COMMANDS.renameDataSet,
				COMMANDS.forgetDataSet,
				COMMANDS.openMarket,
				COMMANDS.renameMarket,
				COMMANDS.editMarket,
				COMMANDS.duplicateMarket,
				COMMANDS.removeMarket,
				COMMANDS.moveMarketUp,
				COMMANDS.moveMarketDown,
				COMMANDS.openGroup,
				COMMANDS.renameGroup,
				COMMANDS.removeGroup,
			].sort(),
		);
	});

	it("shows in the palette what undoes a removal only where there was one", () => {
		const undo = contributes.menus.commandPalette?.find(
			({ command }) => command === COMMANDS.undoRemoveMarket,
		);
		assert.equal(undo?.when, CONTEXT_KEYS.canUndoRemoval);
	});

	it("names known commands, views and items in its menus, with at most three inline actions", () => {
		const items = Object.values(contributes.menus).flat();
		for (const { command } of items) assert.ok(commandIds.includes(command), command);
		for (const { when } of items) {
			for (const [, view] of when?.matchAll(/view == ([\w.]+)/g) ?? [])
				assert.ok([MARKETS_VIEW, DATA_SETS_VIEW].includes(view ?? ""), view);
			const contexts: readonly string[] = [
				...Object.values(MARKET_CONTEXT),
				...Object.values(GROUP_CONTEXT),
				...Object.values(DATA_SET_CONTEXT),
			];
			for (const [, item] of when?.matchAll(/viewItem == ([\w.]+)/g) ?? []) {
				assert.ok(contexts.includes(item ?? ""), item);
			}
			for (const [, pattern] of when?.matchAll(/viewItem =~ \/(.+)\//g) ?? []) {
				assert.ok(
					contexts.some((context) => new RegExp(pattern ?? "$.").test(context)),
					pattern,
				);
			}
		}
		for (const view of [MARKETS_VIEW, DATA_SETS_VIEW]) {
			const inline = contributes.menus["view/item/context"]?.filter(
				({ group, when }) =>
					group?.startsWith("inline") === true && when?.includes(`view == ${view} `) === true,
			);
			assert.ok(inline !== undefined && inline.length > 0 && inline.length <= 3, view);
		}
	});

	it("has an icon for every command that stands in a toolbar", () => {
		const toolbar = [
			...(contributes.menus["view/title"] ?? []),
			...(contributes.menus["view/item/context"] ?? []),
		].filter(({ group }) => /^(navigation|inline)/.test(group ?? ""));
		for (const { command } of toolbar) {
			assert.ok(contributes.commands.find((one) => one.command === command)?.icon, command);
		}
	});

	it("welcomes with and without a key, through commands that exist and one button first", () => {
		const ofTrust = "!isWorkspaceTrusted";
		const ofView = (id: string) => contributes.viewsWelcome.filter(({ view }) => view === id);
		assert.deepEqual(
			ofView(MARKETS_VIEW).map(({ when }) => when),
			[`!${CONTEXT_KEYS.hasKey}`, CONTEXT_KEYS.hasKey, ofTrust],
		);
		assert.deepEqual(
			ofView(DATA_SETS_VIEW).map(({ when }) => when),
			[undefined],
		);
		for (const { contents } of contributes.viewsWelcome.filter(({ when }) => when !== ofTrust)) {
			const words = nls[contents.slice(1, -1)] ?? "";
			const named = [...words.matchAll(/\(command:([\w.]+)\)/g)].map(([, id]) => id ?? "");
			assert.ok(named.length > 0);
			for (const id of named) assert.ok(commandIds.includes(id), id);
			const buttons = words.split("\n").filter((line) => /^\[[^\]]+\]\([^)]+\)$/.test(line));
			assert.equal(buttons.length, 1);
		}
	});

	it("leads through the first steps, each with a button and an event that ends it", () => {
		const [only, ...others] = contributes.walkthroughs;
		assert.deepEqual([only?.id, others.length], [WALKTHROUGH, 0]);
		const steps = only?.steps ?? [];
		assert.deepEqual(
			steps.map(({ id }) => id),
			["sample", "key", "query", "save"],
		);
		const keys: string[] = Object.values(CONTEXT_KEYS);
		for (const { id, description, media, completionEvents } of steps) {
			// The editor's page for these pictures refuses styles: colours stand in attributes.
			assert.doesNotMatch(text(media.svg), /<style|\b(style|class)=/, media.svg);
			const words = nls[description.slice(1, -1)] ?? "";
			const named = [...words.matchAll(/\(command:([\w.]+)\)/g)].map(
				([, command]) => command ?? "",
			);
			assert.ok(named.length > 0 && named.every((command) => commandIds.includes(command)), id);
			assert.match(words, /\n\[[^\]]+\]\([^)]+\)(\n|$)/, id);
			for (const event of completionEvents) {
				const [kind = "", name = ""] = event.split(":");
				const known = kind === "onCommand" ? commandIds : kind === "onContext" ? keys : [];
				assert.ok(known.includes(name), event);
			}
			const picture = text(media.svg);
			assert.match(picture, /var\(--vscode-/);
			// A colour of its own would stand out in some theme.
			assert.doesNotMatch(picture, /#[0-9a-f]{3,8}\b|rgba?\(\d|<script|<image|href/i);
		}
	});

	it("says in a folder that is not trusted what that means, with a way to change it", () => {
		const contents =
			contributes.viewsWelcome.find(({ when }) => when === "!isWorkspaceTrusted")?.contents ?? "";
		const words = nls[contents.slice(1, -1)] ?? "";
		assert.match(words, /not trusted/);
		assert.match(words, /\(command:workbench\.trust\.manage\)/);
		assert.doesNotMatch(words, /\n\[/, "a second button beside that of the first chart");
	});

	it("has defaults that keep their own rules and are those of the code", () => {
		const limits: Record<string, number> = {
			[SETTINGS.kaikoPageSize]: SETTABLE_LIMITS.kaikoPageSize,
			[SETTINGS.rows]: SETTABLE_LIMITS.rows,
			[SETTINGS.kiyotakaIntervals]: SETTABLE_LIMITS.kiyotakaIntervals,
			[SETTINGS.bodyMegabytes]: SETTABLE_LIMITS.bodyBytes / 1024 / 1024,
			[SETTINGS.requestsInFlight]: SETTABLE_LIMITS.requestsInFlight,
			[SETTINGS.operationSeconds]: SETTABLE_LIMITS.operationMs / 1_000,
		};
		assert.deepEqual(Object.keys(limits).sort(), Object.values(LIMIT_SETTINGS).sort());
		for (const [id, value] of Object.entries(limits))
			assert.equal(settings.get(id)?.default, value, id);
		for (const [id, setting] of settings) {
			if (setting.enum !== undefined) {
				assert.ok(setting.enum.includes(String(setting.default)), id);
				assert.equal(setting.markdownEnumDescriptions?.length, setting.enum.length, id);
				assert.equal(setting.enumItemLabels?.length, setting.enum.length, id);
			}
			if (setting.type === "integer") {
				for (const number of [setting.default, setting.minimum, setting.maximum]) {
					assert.ok(Number.isInteger(number), id);
				}
			}
		}
	});

	it("points to pictures that are there, the icon large enough for the marketplace", () => {
		const icons = [
			...contributes.viewsContainers.activitybar.map(({ icon }) => icon),
			...contributes.walkthroughs.flatMap(({ steps }) => steps.map(({ media }) => media.svg)),
			...["kiyotaka", "kaiko", "trades"].flatMap((provider) =>
				["light", "dark"].map((theme) => `media/icons/${provider}-${theme}.svg`),
			),
		];
		for (const icon of icons) assert.ok(existsSync(join(ROOT, icon)), icon);
		const png = readFileSync(join(ROOT, manifest.icon));
		assert.equal(png.toString("latin1", 1, 4), "PNG");
		assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [256, 256]);
	});
});
