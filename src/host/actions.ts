import * as vscode from "vscode";
import type { DataSetAction } from "../protocol/dataSet/messages";
import type { ActionId, MessageAction } from "../protocol/messages";

/** The words on the button of an action. */
export function actionLabel(id: ActionId): string {
	switch (id) {
		case "refresh":
			return vscode.l10n.t("Refresh");
		case "retry":
			return vscode.l10n.t("Retry");
		case "useFit":
		case "useOtherFit":
			return vscode.l10n.t("Use what fits");
		case "sendAnyway":
			return vscode.l10n.t("Send anyway");
		case "fetchRest":
			return vscode.l10n.t("Fetch the rest");
		case "openLimit":
			return vscode.l10n.t("Change limit");
		case "cancel":
			return vscode.l10n.t("Cancel");
		case "changeRange":
			return vscode.l10n.t("Change range");
		case "editQuery":
			return vscode.l10n.t("Edit query");
		case "findMarket":
			return vscode.l10n.t("Find similar markets");
		case "saveMarket":
			return vscode.l10n.t("Save market");
		case "exportData":
			return vscode.l10n.t("Export data");
		case "enterKey":
			return vscode.l10n.t("Enter key");
		case "switchKey":
			return vscode.l10n.t("Use another key");
		case "signIn":
			return vscode.l10n.t("Sign in");
		case "signInAsOther":
			return vscode.l10n.t("Sign in as another user");
		case "chooseTable":
			return vscode.l10n.t("Choose table");
		case "openDataSet":
			return vscode.l10n.t("Describe data set");
		case "useSampleData":
			return vscode.l10n.t("Use sample data");
		case "showLog":
			return vscode.l10n.t("Show log");
		case "copyDetails":
			return vscode.l10n.t("Copy details");
		case "openSettings":
			return vscode.l10n.t("Open settings");
		case "addMarket":
			return vscode.l10n.t("Add market");
		case "removeMarket":
			return vscode.l10n.t("Remove market");
		case "loadVolume":
			return vscode.l10n.t("Load volume");
		case "saveImage":
			return vscode.l10n.t("Save image");
		case "presets":
			return vscode.l10n.t("Presets");
		// As a button it stands under a question of a chart that is followed.
		case "follow":
			return vscode.l10n.t("Stop following");
		case "followAnyway":
			return vscode.l10n.t("Go on");
	}
}

export function messageActions(ids: readonly ActionId[]): MessageAction[] {
	return ids.map((id) => ({ id, label: actionLabel(id) }));
}

/** The words on a button of the page of a data set. */
export function dataSetActionLabel(id: DataSetAction): string {
	switch (id) {
		case "judge":
			return vscode.l10n.t("Read all rows again");
		case "retry":
			return vscode.l10n.t("Retry");
		case "cancel":
			return vscode.l10n.t("Cancel");
		case "startOver":
			return vscode.l10n.t("Find out anew");
		case "chooseFiles":
			return vscode.l10n.t("Choose files");
		case "chooseTable":
			return vscode.l10n.t("Choose table");
		case "signIn":
			return vscode.l10n.t("Sign in");
		case "signInAsOther":
			return vscode.l10n.t("Sign in as another user");
		case "copySql":
			return vscode.l10n.t("Copy SQL");
		case "copyBadRows":
			return vscode.l10n.t("Copy rows");
		case "showLog":
			return vscode.l10n.t("Show log");
		case "openSettings":
			return vscode.l10n.t("Open settings");
	}
}
