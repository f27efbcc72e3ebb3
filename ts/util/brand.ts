declare const brand: unique symbol;

/** `Base` that can only be made by a function that has checked it: `type AccountId = Brand<string, 'AccountId'>`. */
export type Brand<Base, Name extends string> = Base & { readonly [brand]: Name };
