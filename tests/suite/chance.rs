//! Chance that can be repeated: its seed is printed, and given again it draws the same.

/// Numbers drawn from one seed.
pub(crate) struct Chance {
    /// What to give to draw the same again.
    pub(crate) seed: u64,
    drawn: u64,
}

impl Chance {
    /// From the seed that this variable of the environment gives, else from the present moment.
    #[allow(clippy::disallowed_methods, reason = "the seed is printed, and can be given to repeat a failure")]
    pub(crate) fn seeded_by(variable: &str) -> Chance {
        let now =
            || std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_nanos() as u64;
        Chance { seed: number(variable).unwrap_or_else(now), drawn: 0 }
    }

    /// The next number, from 0 up to one less than `limit`.
    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        // SplitMix64 (Steele, Lea, Flood 2014).
        self.drawn += 1;
        let mut z = self.seed.wrapping_add(self.drawn.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % limit
    }
}

/// A number that a variable of the environment gives.
pub(crate) fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok().and_then(|value| value.parse().ok())
}
