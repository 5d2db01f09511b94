//! Lower-case hexadecimal, the only spelling of hashes and salts.

/// Text that is not the hexadecimal form of a hash or salt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected {digits} lower-case hexadecimal digits")]
pub struct HexError {
    /// How many digits were expected.
    pub digits: usize,
}

const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// Appends two digits for each byte.
pub(crate) fn push(out: &mut Vec<u8>, bytes: &[u8]) {
    for byte in bytes {
        out.push(DIGITS[usize::from(byte >> 4)]);
        out.push(DIGITS[usize::from(byte & 15)]);
    }
}

/// Writes two digits for each byte.
pub(crate) fn fmt(bytes: &[u8], f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
    let mut digits = Vec::with_capacity(2 * bytes.len());
    push(&mut digits, bytes);
    f.write_str(&String::from_utf8_lossy(&digits))
}

/// Reads exactly `N` bytes; upper-case digits are refused, so that every value has one spelling.
pub(crate) fn parse<const N: usize>(text: &str) -> Result<[u8; N], HexError> {
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    if pairs.len() != N || !rest.is_empty() {
        return Err(HexError { digits: 2 * N });
    }
    let mut bytes = [0; N];
    let mut seen = 0;
    for (byte, &[high, low]) in bytes.iter_mut().zip(pairs) {
        let (high, low) = (value(high), value(low));
        seen |= high | low;
        *byte = high << 4 | low & 15;
    }
    if seen > 15 { Err(HexError { digits: 2 * N }) } else { Ok(bytes) }
}

/// Value of a digit; 255 for every other byte. Free of branches, so that loops over it become vector code.
fn value(digit: u8) -> u8 {
    let decimal = digit.wrapping_sub(b'0');
    let letter = digit.wrapping_sub(b'a');
    let mask = |holds: bool| u8::from(holds).wrapping_neg();
    let (is_decimal, is_letter) = (mask(decimal < 10), mask(letter < 6));
    decimal & is_decimal | letter.wrapping_add(10) & is_letter | !(is_decimal | is_letter)
}

/// Whether `byte` is one of the sixteen digits.
pub(crate) fn is_digit(byte: u8) -> bool {
    (byte.wrapping_sub(b'0') < 10) | (byte.wrapping_sub(b'a') < 6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_lower_case_digits_of_the_right_number_are_read() {
        assert_eq!(parse("00ff7a"), Ok([0, 255, 0x7a]));
        for text in ["", "00ff7", "00ff7a0", "00ff7a00", "00FF7a", "00fg7a", "00f/7a", "+0ff7a", "00ff7ä"] {
            assert_eq!(parse::<3>(text), Err(HexError { digits: 6 }), "{text}");
        }
    }
}
