//! The table that a run ends with.

use crate::pairs::Pairs;
use crate::quantile::quantile;

/// Which ratio an aim is about.
#[derive(Clone, Copy)]
pub(crate) enum Judged {
    /// That of the medians.
    Median,
    /// That of the 95th percentiles.
    Tail,
    /// Both.
    Both,
}

#[derive(Default)]
pub(crate) struct Table {
    lines: Vec<String>,
    remarks: Vec<String>,
}

impl Table {
    /// A comparison; without an aim it is only shown.
    pub(crate) fn pairs(&mut self, what: &str, pairs: Pairs, aim: Option<f64>, judged: Judged) {
        let n = pairs.ours.len();
        let (limit, ours) = (quantiles(pairs.limit), quantiles(pairs.ours));
        let ratios = [ours[0] / limit[0], ours[1] / limit[1]];
        let worst = match judged {
            Judged::Median => ratios[0],
            Judged::Tail => ratios[1],
            Judged::Both => ratios[0].max(ratios[1]),
        };
        let times = [limit[0], limit[1], ours[0], ours[1]].map(time);
        self.line(what, n, times, ratios.map(|ratio| format!("{ratio:.2}")), aim, worst);
    }

    /// Two numbers with their unit.
    pub(crate) fn numbers(&mut self, what: &str, n: usize, limit: f64, ours: f64, unit: &str, aim: f64) {
        let number = |number: f64| format!("{number:.2} {unit}");
        let shown = [number(limit), String::new(), number(ours), String::new()];
        let ratio = ours / limit;
        self.line(what, n, shown, [format!("{ratio:.2}"), String::new()], Some(aim), ratio);
    }

    /// Something the reader has to know.
    pub(crate) fn remark(&mut self, remark: impl Into<String>) {
        self.remarks.push(remark.into());
    }

    fn line(
        &mut self,
        what: &str,
        n: usize,
        shown: [String; 4],
        ratios: [String; 2],
        aim: Option<f64>,
        ratio: f64,
    ) {
        let [a, b, c, d] = shown;
        let [median, tail] = ratios;
        let (aim, verdict) = match aim {
            Some(aim) => (format!("{aim:.2}"), if ratio <= aim { "PASS" } else { "MISSED" }),
            None => (String::new(), ""),
        };
        self.lines.push(format!(
            "{what:<46}{n:>6}{a:>10}{b:>10}{c:>10}{d:>10}{median:>8}{tail:>8}{aim:>7}  {verdict}"
        ));
        eprintln!("{}", self.lines.last().unwrap());
    }

    pub(crate) fn print(&self) {
        println!(
            "\n{:<46}{:>6}{:>10}{:>10}{:>10}{:>10}{:>8}{:>8}{:>7}",
            "", "n", "limit p50", "p95", "ours p50", "p95", "ratio", "at p95", "aim"
        );
        for line in &self.lines {
            println!("{}", line.trim_end());
        }
        for remark in &self.remarks {
            println!("{remark}");
        }
    }
}

/// Median and 95th percentile.
fn quantiles(mut seconds: Vec<f64>) -> [f64; 2] {
    seconds.sort_by(f64::total_cmp);
    [0.5, 0.95].map(|part| quantile(&seconds, part))
}

fn time(seconds: f64) -> String {
    match seconds {
        s if s < 1e-3 => format!("{:.0} µs", s * 1e6),
        s if s < 1.0 => format!("{:.2} ms", s * 1e3),
        s => format!("{s:.2} s"),
    }
}
