import type { ApiClient } from "../../core/http";
import { OperationStory, type StoryDeps } from "./operationStory";

/** A client whose requests are told, those that belong to no query as operations of their own. */
export function tellOperations(client: ApiClient, deps: StoryDeps): ApiClient {
	return {
		get: async (request, options) => {
			if (options.operation !== undefined) return client.get(request, options);
			const { provider } = request;
			const operation = new OperationStory({ provider, kind: "request" }, deps);
			try {
				const answer = await client.get(request, { ...options, operation });
				operation.succeeded();
				return answer;
			} catch (error) {
				throw operation.failed(error);
			}
		},
	};
}
