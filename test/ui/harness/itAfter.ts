/**
 * Tests that go on from where an earlier one of their `describe` ended, as a person goes on with an
 * open chart. Where that one did not pass they say so, instead of failing in some way of their own.
 *
 * @param earlier title of the test that they go on from
 */
export function itAfter(earlier: string): (title: string, test: () => Promise<void>) => void {
	return (title, test) => {
		it(title, async function () {
			const before = this.test?.parent?.tests.find((one) => one.title === earlier);
			if (before?.state !== "passed") {
				throw new Error(`This test goes on from "${earlier}", which did not pass.`);
			}
			await test();
		});
	};
}
