//! The table that a run ends with.

use crate::quantile::quantile;

#[derive(Default)]
pub(crate) struct Table {
    lines: Vec<String>,
    remarks: Vec<String>,
}

impl Table {
    /// Milliseconds from a key to the picture; the budget is for the 95th percentile.
    pub(crate) fn times(&mut self, what: &str, mut ms: Vec<f64>, budget: f64) {
        ms.sort_by(f64::total_cmp);
        let (p50, p95) = (quantile(&ms, 0.5), quantile(&ms, 0.95));
        let times = [p50, p95, budget].map(|ms| format!("{ms:.0} ms"));
        self.line(what, ms.len(), times, p95 <= budget);
    }

    /// How many of `n` went well; all of them have to.
    pub(crate) fn all(&mut self, what: &str, n: usize, good: usize) {
        let shown = [format!("{good} of {n}"), String::new(), format!("{n} of {n}")];
        self.line(what, n, shown, good == n);
    }

    /// Medians with their unit; `value` may be up to `budget`.
    pub(crate) fn number(&mut self, what: &str, n: usize, value: f64, budget: f64, unit: &str) {
        let shown = [format!("{value:.2}{unit}"), String::new(), format!("{budget:.2}{unit}")];
        self.line(what, n, shown, value <= budget);
    }

    /// Something the reader has to know.
    pub(crate) fn remark(&mut self, remark: impl Into<String>) {
        self.remarks.push(remark.into());
    }

    fn line(&mut self, what: &str, n: usize, [p50, p95, budget]: [String; 3], kept: bool) {
        let verdict = if kept { "PASS" } else { "MISSED" };
        self.lines.push(format!("{what:<58}{n:>5}{p50:>11}{p95:>10}{budget:>11}  {verdict}"));
        eprintln!("{}", self.lines.last().unwrap());
    }

    pub(crate) fn print(&self) {
        println!("\n{:<58}{:>5}{:>11}{:>10}{:>11}", "", "n", "p50", "p95", "budget");
        for line in &self.lines {
            println!("{line}");
        }
        for remark in &self.remarks {
            println!("{remark}");
        }
    }
}
