declare const brand: unique symbol;

/** A value that only its own constructor or a parser may make. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };
