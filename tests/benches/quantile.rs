//! What stands at a part of measured values.

/// The value at `part` of sorted values, from 0 to 1 (nearest rank).
pub(crate) fn quantile(sorted: &[f64], part: f64) -> f64 {
    sorted[((sorted.len() as f64 * part).ceil() as usize).max(1) - 1]
}
