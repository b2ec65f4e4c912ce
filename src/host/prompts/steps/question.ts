import * as vscode from "vscode";
import type { Answer, QuestionPosition } from "./steps";

type Input = Pick<
	vscode.QuickPick<vscode.QuickPickItem> | vscode.InputBox,
	| "title"
	| "step"
	| "totalSteps"
	| "ignoreFocusOut"
	| "buttons"
	| "onDidTriggerButton"
	| "onDidHide"
	| "show"
	| "hide"
	| "dispose"
>;

/**
 * Puts a question on the screen and waits for its answer, for Back, or until the person leaves.
 *
 * @param listen gets the function that gives the answer
 */
export function ask<T>(
	input: Input,
	{ title, step, total, canGoBack }: QuestionPosition,
	listen: (give: (value: T) => void) => void,
): Promise<Answer<T>> {
	input.title = title;
	input.step = step;
	input.totalSteps = total;
	input.ignoreFocusOut = true;
	input.buttons = canGoBack ? [vscode.QuickInputButtons.Back] : [];
	return new Promise((resolve) => {
		const finish = (answer: Answer<T>) => {
			resolve(answer);
			// The next question replaces this one. If this one were hidden first, the chart behind would get
			// the focus and could take it from the next question.
			setTimeout(() => input.hide(), 0);
		};
		input.onDidTriggerButton(() => finish("back"));
		input.onDidHide(() => {
			resolve("cancel");
			input.dispose();
		});
		listen((value) => finish({ value }));
		input.show();
	});
}
