// Loads our bundle from elsewhere, as automation does (docs/process-contract.md).
require('../../../dist/main/index.cjs');
