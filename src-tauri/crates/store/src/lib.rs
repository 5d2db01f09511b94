//! One workspace file: journal, blobs, projections, search, backup.
