//! Why bytes or a value have no canonical form.

/// Something outside the canonical form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not canonical at byte {at}: {why}")]
pub struct CanonicalError {
    /// Offset in the bytes read, or written so far.
    pub at: usize,
    /// What stands there.
    pub why: Refused,
}

/// What the canonical form refuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refused {
    /// The bytes are no UTF-8 (RFC 3629), which lone surrogates are not either.
    #[error("bytes that are not UTF-8")]
    NotUtf8,
    /// The bytes end within a value.
    #[error("the text ends too early")]
    Ends,
    /// More follows the value.
    #[error("something follows the value")]
    Trailing,
    /// A byte that cannot stand here, white space among them.
    #[error("a character that cannot stand here")]
    Unexpected,
    /// `true`, `false`, `null`, `NaN` or another word.
    #[error("a word such as true, false or null; only objects, arrays, strings and integers are allowed")]
    Word,
    /// A number with a fraction or an exponent.
    #[error("a number that is not an integer")]
    Fraction,
    /// An integer spelled `-0`, `+1` or `01`.
    #[error("an integer that has a shorter spelling")]
    IntegerSpelling,
    /// An integer beyond ±(2^53 − 1).
    #[error("an integer beyond 2^53 - 1")]
    IntegerRange,
    /// A key other than `[a-z0-9_]+`.
    #[error("a key with characters other than a-z, 0-9 and _, or an empty one")]
    Key,
    /// A key that is not greater than the one before it.
    #[error("a key out of order, or twice")]
    KeyOrder,
    /// More containers inside one another than allowed.
    #[error("objects and arrays nested deeper than 8")]
    Depth,
    /// A control character that is not escaped.
    #[error("a control character that is not escaped")]
    Control,
    /// An escape that the canonical form does not use.
    #[error("an escape that is not needed, or not spelled as RFC 8785 has it")]
    Escape,
}
