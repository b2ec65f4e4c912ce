// Loaded into every run of mocha (.mocharc.json), which by itself drops a rejection that nobody handles. Thrown, it
// fails the test that runs then.
process.on("unhandledRejection", (reason) => {
	throw reason;
});
