//! Types that cross to the window, generated into `ui/src/wire`.

#[cfg(test)]
mod tests {
    use ts_rs::{Config, TS};

    /// Writes every wire type below the folder that `TS_RS_EXPORT_DIR` names; `cargo xtask types` compares it with what
    /// is committed.
    #[test]
    fn export_bindings() -> Result<(), Box<dyn std::error::Error>> {
        let config = Config::from_env();
        crate::Request::export_all(&config)?;
        crate::Outcome::export_all(&config)?;
        crate::Problem::export_all(&config)?;
        crate::Query::export_all(&config)?;
        crate::Answer::export_all(&config)?;
        crate::Changes::export_all(&config)?;
        crate::ExportRequest::export_all(&config)?;
        crate::Exported::export_all(&config)?;
        crate::query::FileView::export_all(&config)?;
        Ok(())
    }
}
