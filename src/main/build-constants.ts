declare const __APP_VERSION__: string;
declare const __COMMIT__: string;

/** Version of the package that this bundle was built from. */
export const APP_VERSION: string = __APP_VERSION__;

/** Commit that this bundle was built from; empty when it was built outside a checkout. */
export const COMMIT: string = __COMMIT__;

export const PRODUCT_NAME = 'Undertone';
