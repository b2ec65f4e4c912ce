import * as vscode from "vscode";
import type { QueryService } from "../../../app/queryService";
import { ENVIRONMENT_KEY, VARIABLES, variableOf } from "../../../core/access/environmentKey";
import { keyProblem } from "../../../core/access/keyForm";
import type { KeyPlace } from "../../../core/access/places";
import { placeWords } from "../../access/chooseKey";
import { keyInSentence } from "../../access/keyWords";
import { inform } from "../../inform";
import { pickOne } from "../../prompts/steps/pick";
import { COMMANDS } from "../../ids";
import { unwaited } from "../../unwaited";
import { translate } from "../../words/uiText";

export interface EnvironmentKeysDeps {
	readonly service: Pick<QueryService, "keys" | "places">;
	/** The variables of the environment, read anew with each look. */
	readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Turns on that keys are read from the environment, or off again, and says what follows. */
export function environmentKeys({ service, environment }: EnvironmentKeysDeps) {
	return async (): Promise<void> => {
		const { keys, places } = service;
		await keys.refresh();
		const isOn = keys.usesEnvironment;
		const answer = await pickOne<boolean>({
			position: { title: vscode.l10n.t("Use API keys from the environment"), canGoBack: false },
			placeholder: vscode.l10n.t(
				"For containers and remote machines without a keyring. Such a key is never stored.",
			),
			sections: [
				{
					heading: vscode.l10n.t("on this machine"),
					choices: [
						{
							code: "on",
							label: vscode.l10n.t("Read keys from the environment"),
							description: isOn ? vscode.l10n.t("now") : "",
							detail: stateOfVariables(environment),
							value: true,
						},
						{
							code: "off",
							label: vscode.l10n.t("Do not read the environment"),
							description: isOn ? "" : vscode.l10n.t("now"),
							detail: vscode.l10n.t("Only keys that were entered here are used"),
							value: false,
						},
					],
				},
			],
			selected: isOn ? "on" : "off",
		});
		if (typeof answer === "string" || answer.value === isOn) return;
		await keys.allowEnvironment(answer.value);
		if (answer.value) tellOn(places.ofKeys(), { keys, environment });
		else inform(vscode.l10n.t("Keys from the environment are not read any more."));
	};
}

/** `Set: KAIKO_API_KEY`, or which variables could be: never what one holds. */
function stateOfVariables(environment: EnvironmentKeysDeps["environment"]): string {
	const set = VARIABLES.filter((variable) => (environment[variable] ?? "") !== "");
	return set.length === 0
		? vscode.l10n.t("None is set: {0}", VARIABLES.join(", "))
		: vscode.l10n.t("Set: {0}", set.join(", "));
}

function tellOn(
	places: readonly KeyPlace[],
	{
		keys,
		environment,
	}: { readonly keys: QueryService["keys"] } & Pick<EnvironmentKeysDeps, "environment">,
): void {
	const set = VARIABLES.filter((variable) => (environment[variable] ?? "") !== "");
	for (const variable of set) {
		const problem = keyProblem(environment[variable] ?? "");
		if (problem === undefined) continue;
		const words = vscode.l10n.t(
			"{0} holds no key that can be sent. {1}",
			variable,
			translate(problem),
		);
		unwaited(vscode.window.showWarningMessage(words));
	}
	if (set.length === 0) {
		const words = vscode.l10n.t(
			"No key is in the environment yet. Set one of {0} where VS Code runs, then start it again.",
			VARIABLES.join(", "),
		);
		unwaited(vscode.window.showWarningMessage(words));
		return;
	}
	const isOf = (place: KeyPlace) => set.includes(variableOf(place) ?? "");
	const other = places.filter((place) => isOf(place) && keys.active(place).id !== ENVIRONMENT_KEY);
	const [first] = other;
	if (first === undefined) {
		inform(vscode.l10n.t("Keys are read from the environment: {0}.", set.join(", ")));
		return;
	}
	const words = vscode.l10n.t(
		"Keys are read from the environment: {0}. Still in use for {1}: {2}.",
		set.join(", "),
		placeWords(first),
		keyInSentence(keys.active(first)),
	);
	const change = vscode.l10n.t("Switch key");
	unwaited(
		vscode.window.showInformationMessage(words, change).then((chosen) => {
			if (chosen === change) unwaited(vscode.commands.executeCommand(COMMANDS.switchApiKey));
		}),
	);
}
