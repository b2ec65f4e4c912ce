// Lives in the window of `npm start` alone: opens both charts of the sample data side by side.
const vscode = require("vscode");

exports.activate = async () => {
	await vscode.commands.executeCommand("valueArea.markets.focus");
	// After a reload the panels are restored.
	if (vscode.window.tabGroups.all.some((group) => group.tabs.length > 0)) return;
	await vscode.commands.executeCommand("valueArea.openSampleData", "both");
};
