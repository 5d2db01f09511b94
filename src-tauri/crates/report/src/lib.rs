//! Reports and evidence bundles from one model, and the verifier of bundles.
