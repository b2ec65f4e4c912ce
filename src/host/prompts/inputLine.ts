import * as vscode from "vscode";
import type { Text } from "../../core/text";
import { translate } from "../uiText";
import type { Answer, QuestionPlace } from "./steps";

export interface InputRequest {
	readonly position: QuestionPlace;
	readonly prompt: string;
	readonly placeholder?: string;
	readonly value?: string;
	readonly password?: boolean;
	/** Why the text cannot be taken; checked as it is typed. */
	readonly problem: (typed: string) => Text | undefined;
}

/** Asks for one line of text. Enter is taken once the text has no problem. */
export function inputLine(request: InputRequest): Promise<Answer<string>> {
	const { position, problem } = request;
	const box = vscode.window.createInputBox();
	box.title = position.title;
	box.step = position.step;
	box.totalSteps = position.total;
	box.prompt = request.prompt;
	box.placeholder = request.placeholder;
	box.value = request.value ?? "";
	box.password = request.password ?? false;
	box.ignoreFocusOut = true;
	box.buttons = position.canGoBack ? [vscode.QuickInputButtons.Back] : [];
	const check = () => {
		const found = problem(box.value);
		box.validationMessage = found === undefined ? undefined : translate(found);
		return found === undefined;
	};
	return new Promise((resolve) => {
		let answer: Answer<string> = "cancel";
		box.onDidChangeValue(() => {
			if (box.value === "") box.validationMessage = undefined;
			else check();
		});
		box.onDidTriggerButton(() => {
			answer = "back";
			box.hide();
		});
		box.onDidAccept(() => {
			if (!check()) return;
			answer = { value: box.value };
			box.hide();
		});
		box.onDidHide(() => {
			box.dispose();
			resolve(answer);
		});
		box.show();
	});
}
