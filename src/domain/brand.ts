declare const brand: unique symbol;

/** A string or number that must not be mixed with others of its kind; made only by the function that checks it. */
export type Brand<Base, Name extends string> = Base & { readonly [brand]: Name };
