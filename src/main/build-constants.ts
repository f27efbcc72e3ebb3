declare const __APP_VERSION__: string;
declare const __COMMIT__: string;
declare const __UPDATE_SOURCE__: unknown;

/** Version of the package that this bundle was built from. */
export const APP_VERSION: string = __APP_VERSION__;

/** Commit that this bundle was built from; empty when it was built outside a checkout. */
export const COMMIT: string = __COMMIT__;

/** Where this build looks for updates, and whom it believes: build/updates/trusted-keys.json. */
export const UPDATE_SOURCE: unknown = __UPDATE_SOURCE__;

export const PRODUCT_NAME = 'Undertone';
