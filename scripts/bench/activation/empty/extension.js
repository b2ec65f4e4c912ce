// What any extension costs: it is found, loaded and called.
exports.activate = () => undefined;
