#!/usr/bin/env node
// Stands in for desktop VS Code's executable: @vscode/test-electron starts it with the paths of the
// extension and of the suite, and reads its exit code.
import { runTestHost } from "../out/test/editor/testHost.js";

process.exitCode = await runTestHost(process.argv.slice(2));
