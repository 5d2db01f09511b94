/** The runbooks that come with the program. */

/** The path by which an import takes all of them; `SHIPPED` of the Rust crate `app`. */
export const SHIPPED = "shipped";
