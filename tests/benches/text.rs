//! Words, notes and documents, the same in each run.

use std::fmt::Write as _;
use std::path::Path;

const SYLLABLES: [&str; 24] = [
    "ka", "ro", "mi", "ten", "da", "su", "vel", "por", "ne", "lis", "gra", "bo", "chi", "fen", "ta", "ul",
    "ser", "que", "no", "dar", "pi", "lo", "max", "ze",
];

/// How many words there are; a few are common and most are rare, as in any language.
const VOCABULARY: f64 = 6000.0;

/// Draws words.
pub(crate) struct Words(u64);

impl Words {
    pub(crate) fn new(seed: u64) -> Words {
        Words(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5851_f42d_4c95_7f2d)
    }

    fn chance(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1u64 << 53) as f64
    }

    pub(crate) fn word(&mut self) -> String {
        let mut rank = (VOCABULARY * self.chance().powi(3)) as usize;
        let mut word = String::new();
        loop {
            word.push_str(SYLLABLES[rank % SYLLABLES.len()]);
            rank /= SYLLABLES.len();
            if rank == 0 {
                return word;
            }
        }
    }

    pub(crate) fn words(&mut self, count: usize) -> String {
        (0..count).map(|_| self.word()).collect::<Vec<_>>().join(" ")
    }
}

/// The words of a note, about 90 bytes.
pub(crate) fn note(number: usize) -> String {
    Words::new(number as u64).words(16)
}

/// A runbook of about 3 KB: front matter, prose, steps with commands, a table.
pub(crate) fn document(number: usize) -> String {
    let mut words = Words::new(1_000_000 + number as u64);
    let mut text = format!(
        "---\nowner: team-{}\nservices: [{}]\n---\n# {} {number}\n\n{}.\n",
        number % 40,
        words.word(),
        words.words(4),
        words.words(40)
    );
    for section in ["Diagnose", "Mitigate", "Verify", "Rollback"] {
        let _ = write!(text, "\n## {section}\n\n{}.\n\n", words.words(30));
        for step in 1..=4 {
            let (title, detail, target) = (words.words(5), words.words(14), words.word());
            let _ = writeln!(text, "{step}. Check {title}");
            let _ = writeln!(text, "   {detail}, see [`{target}`](https://example.org/{target}).\n");
            let _ = writeln!(text, "   ```sh\n   kubectl get pods --namespace {target}\n   ```\n");
        }
    }
    let _ = write!(text, "\n| Symptom | Cause |\n|---|---|\n");
    for _ in 0..4 {
        let _ = writeln!(text, "| {} | {} |", words.words(3), words.words(5));
    }
    text
}

/// Writes `count` documents into a new folder, a hundred to a folder.
pub(crate) fn write_documents(folder: &Path, count: usize) {
    for number in 0..count {
        let below = folder.join(format!("{:03}", number / 100));
        std::fs::create_dir_all(&below).unwrap();
        std::fs::write(below.join(format!("runbook-{number:05}.md")), document(number)).unwrap();
    }
}
