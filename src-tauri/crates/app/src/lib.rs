//! The use cases behind every shell: commands, queries, exports.
