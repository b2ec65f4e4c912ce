/** User settings that send all requests to the loopback services. */
export function customOrigins({ kiyotakaOrigin, kaikoOrigin, referenceOrigin }) {
	return {
		"valueArea.kiyotaka.host": "custom",
		"valueArea.kiyotaka.customOrigin": kiyotakaOrigin,
		"valueArea.kaiko.region": "custom",
		"valueArea.kaiko.customOrigin": kaikoOrigin,
		"valueArea.kaiko.referenceOrigin": referenceOrigin,
	};
}
