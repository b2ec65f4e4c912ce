import * as vscode from "vscode";
import type { Text } from "../../../core/text";
import { translate } from "../../words/uiText";
import { ask } from "./question";
import type { Answer, QuestionPosition } from "./steps";

export interface InputRequest {
	readonly position: QuestionPosition;
	readonly prompt: string;
	readonly placeholder?: string;
	readonly value?: string;
	readonly password?: boolean;
	/** Why the text cannot be taken; checked as it is typed. */
	readonly problem: (typed: string) => Text | undefined;
	/** A warning about text that is accepted. */
	readonly warning?: (typed: string) => Text | undefined;
}

/** Asks for one line of text. Enter is taken once the text has no problem. */
export function inputLine(request: InputRequest): Promise<Answer<string>> {
	const { position, problem, warning } = request;
	const box = vscode.window.createInputBox();
	box.prompt = request.prompt;
	box.placeholder = request.placeholder;
	box.value = request.value ?? "";
	box.password = request.password ?? false;
	const check = () => {
		const found = problem(box.value);
		const noticed = found ?? warning?.(box.value);
		box.validationMessage = noticed && {
			message: translate(noticed),
			severity:
				found === undefined
					? vscode.InputBoxValidationSeverity.Warning
					: vscode.InputBoxValidationSeverity.Error,
		};
		return found === undefined;
	};
	return ask<string>(box, position, (give) => {
		box.onDidChangeValue(() => {
			if (box.value === "") box.validationMessage = undefined;
			else check();
		});
		box.onDidAccept(() => {
			if (check()) give(box.value);
		});
	});
}
