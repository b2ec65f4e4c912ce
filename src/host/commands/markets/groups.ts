import * as vscode from "vscode";
import type { GroupEntry } from "../../../app/markets/marketGroups";
import { moveByOne } from "../../../app/markets/listMoves";
import type { MarketEntry, MarketStore } from "../../../app/markets/marketStore";
import { text } from "../../../core/text";
import { inform } from "../../inform";
import { askGroupName } from "../../prompts/marketName";
import type { Choice } from "../../prompts/steps/choices";
import { pickMany, pickOne } from "../../prompts/steps/pick";
import { entryName } from "../../tree/entryName";
import { groupName } from "../../tree/marketRow";
import type { MarketsTreeState } from "../../tree/marketsTree";
import { ArgumentError } from "../argument";
import { rowsOf, type RowsDeps } from "./rows";

export interface GroupDeps extends RowsDeps {
	readonly marketsTree: MarketsTreeState;
}

/** Makes a group, with the markets in it that the command was run on. */
export function addGroup(deps: GroupDeps) {
	return async (argument?: unknown, selection?: unknown): Promise<void> => {
		const { store, marketsTree } = deps;
		// What happens to be selected is not meant where no row was pressed.
		const { markets } =
			argument === undefined ? { markets: [] } : await rowsOf(deps, argument, selection);
		const group = await newGroup(store);
		if (group === undefined) return;
		if (markets.length > 0) await store.move(idsOf(markets), { group });
		await marketsTree.reveal(group);
	};
}

/** Asks for a name and makes a group of it. Returns its id. */
async function newGroup(store: MarketStore): Promise<string | undefined> {
	const name = await askGroupName(vscode.l10n.t("New group"), "", groupNames(store));
	return name === undefined ? undefined : (await store.groups.add(name)).id;
}

function idsOf(entries: readonly { readonly id: string }[]): readonly string[] {
	return entries.map(({ id }) => id);
}

function groupNames({ groups }: MarketStore, except?: string): readonly string[] {
	return groups.entries.flatMap(({ id, name }) =>
		id === except || name === undefined ? [] : [name],
	);
}

/** Gives a group another name. */
export function renameGroup(deps: RowsDeps) {
	return async (argument?: unknown): Promise<void> => {
		const { store } = deps;
		const group = await groupArgument(deps, argument);
		const seen = groupName(group);
		if (group.isNewer) {
			throw new ArgumentError(
				text("A newer version of Value Area made this group. Update the extension to change it."),
			);
		}
		const title = vscode.l10n.t("Rename group");
		const name = await askGroupName(title, seen, groupNames(store, group.id));
		if (name === undefined || name === seen) return;
		const { elsewhere } = await store.groups.rename(group.id, name, seen);
		if (elsewhere !== undefined && elsewhere !== name) {
			inform(
				vscode.l10n.t(
					"Another window had called this group {0}. It is called {1} now.",
					elsewhere,
					name,
				),
			);
		}
	};
}

async function groupArgument(deps: RowsDeps, argument: unknown): Promise<GroupEntry> {
	const [group] = (await rowsOf(deps, argument, undefined)).groups;
	if (group === undefined) {
		throw new ArgumentError(text("Choose a group in the Markets view of Value Area."));
	}
	return group;
}

/** Where chosen markets are to go. */
type Destination = { readonly group: string | undefined } | "new";

/** Moves markets into a group, or out of all groups. Asks which markets where none is chosen. */
export function moveToGroup(deps: GroupDeps) {
	return async (argument?: unknown, selection?: unknown): Promise<void> => {
		const { store, marketsTree } = deps;
		const chosen = (await rowsOf(deps, argument, selection)).markets;
		const ids = chosen.length > 0 ? idsOf(chosen) : await askMarkets(store);
		if (ids === undefined || ids.length === 0) return;
		const destination = await askDestination(store, ids);
		if (destination === undefined) return;
		const group = destination === "new" ? await newGroup(store) : destination.group;
		if (destination === "new" && group === undefined) return;
		await store.move(ids, { group });
		const [first = ""] = ids;
		await marketsTree.reveal(first);
	};
}

async function askMarkets(store: MarketStore): Promise<readonly string[] | undefined> {
	const { entries } = store;
	if (entries.length === 0) {
		inform(vscode.l10n.t("No market is saved yet. Save one from its chart."));
		return undefined;
	}
	const answer = await pickMany<string>({
		position: { title: moveTitle(), canGoBack: false },
		placeholder: vscode.l10n.t("Markets to move"),
		choices: entries.map((entry) => marketChoice(store, entry)),
		ticked: [],
	});
	return typeof answer === "string" ? undefined : answer.value;
}

const moveTitle = () => vscode.l10n.t("Move to group");

function marketChoice(store: MarketStore, entry: MarketEntry): Choice<string> {
	const id = store.groupOf(entry);
	const group = id === undefined ? undefined : store.groups.get(id);
	return {
		code: entry.id,
		label: entryName(entry),
		...(group === undefined ? {} : { description: groupName(group) }),
		value: entry.id,
	};
}

async function askDestination(
	store: MarketStore,
	ids: readonly string[],
): Promise<Destination | undefined> {
	const homes = new Set(
		ids.map((id) => {
			const entry = store.get(id);
			return entry && store.groupOf(entry);
		}),
	);
	const isHome = (group: string | undefined) => homes.size === 1 && homes.has(group);
	const groups = store.groups.entries.filter(({ id }) => !isHome(id));
	const answer = await pickOne<Destination>({
		position: { title: moveTitle(), canGoBack: false },
		placeholder:
			ids.length === 1
				? vscode.l10n.t("Where to move {0}", nameOf(store, ids[0]))
				: vscode.l10n.t("Where to move {0} markets", ids.length),
		sections: [
			{
				choices: [
					...groups.map((group) => ({
						code: group.id,
						label: groupName(group),
						value: { group: group.id },
					})),
					{ code: "new", label: vscode.l10n.t("New group…"), value: "new" as const },
					...(isHome(undefined)
						? []
						: [
								{
									code: "none",
									label: vscode.l10n.t("Out of groups"),
									value: { group: undefined },
								},
							]),
				],
			},
		],
	});
	return typeof answer === "string" ? undefined : answer.value;
}

function nameOf(store: MarketStore, id: string | undefined): string {
	const entry = id === undefined ? undefined : store.get(id);
	return entry === undefined ? "" : entryName(entry);
}

/** Moves rows one row up or down among their siblings. */
export function moveRows(deps: RowsDeps, way: "up" | "down") {
	return async (argument?: unknown, selection?: unknown): Promise<void> => {
		const { markets, groups } = await rowsOf(deps, argument, selection);
		await moveByOne(deps.store, idsOf([...groups, ...markets]), way);
	};
}
