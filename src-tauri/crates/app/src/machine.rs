//! The machine: its clock, its randomness, its user. The only place that reads them; everything else is handed the
//! result, so that a replay workspace can give the same bytes each time.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use decklog_domain::Id;
use decklog_journal::Salt;
use decklog_journal::record::ClockReading;
use decklog_store::Fresh;
use sha2::{Digest, Sha256};

use crate::AppError;

/// Where time and chance come from.
pub enum Machine {
    /// The real machine.
    Live,
    /// A replay: time is told, chance derives from a seed.
    Replay(Replay),
}

/// A told moment and a seed.
#[derive(Debug, Clone)]
pub struct Replay {
    /// What everything derives from.
    pub seed: String,
    /// The present moment.
    pub now: DateTime<Utc>,
    /// The zone of the person.
    pub zone: Tz,
}

impl Machine {
    /// The present moment.
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
    pub fn now(&self) -> DateTime<Utc> {
        match self {
            Machine::Live => Utc::now(),
            Machine::Replay(replay) => replay.now,
        }
    }

    /// The zone of the person: `TZ` when it names one, else that of the system, else UTC.
    pub fn zone(&self) -> Tz {
        match self {
            Machine::Live => {
                let name = named_zone().or_else(|| iana_time_zone::get_timezone().ok());
                name.and_then(|name| zone_of(&name)).unwrap_or(Tz::UTC)
            }
            Machine::Replay(replay) => replay.zone,
        }
    }

    /// What `TZ` says when it names no known zone: bare times are then read in UTC, which a person has to know.
    pub fn unknown_zone(&self) -> Option<String> {
        match self {
            Machine::Live => named_zone().filter(|name| zone_of(name).is_none()),
            Machine::Replay(_) => None,
        }
    }

    /// The monotonic clock: which boot, how many milliseconds since it, and whether somebody keeps the clock right.
    pub fn clock(&self) -> ClockReading {
        match self {
            Machine::Live => ClockReading { boot: boot_id(), ms: since_boot_ms(), sync: "unknown".into() },
            Machine::Replay(replay) => ClockReading {
                boot: derive_id(&replay.seed, "boot", 0).to_string(),
                ms: replay.now.timestamp_millis().max(0).unsigned_abs(),
                sync: "unknown".into(),
            },
        }
    }

    /// Ids and salts for one command; `lam` is the last one in the workspace, so that no two commands of a replay draw
    /// the same.
    pub fn chance(&self, lam: u64) -> Chance {
        let seed = match self {
            Machine::Live => None,
            Machine::Replay(replay) => Some(replay.seed.clone()),
        };
        Chance { seed, lam, drawn: 0, ahead: Vec::new(), now: self.now() }
    }
}

/// What `TZ` says; nothing when it stands for the zone of the system.
fn named_zone() -> Option<String> {
    let name = std::env::var_os("TZ")?.to_string_lossy().into_owned();
    (!matches!(name.trim_start_matches(':'), "" | "/etc/localtime")).then_some(name)
}

/// The zone of a name, with the colon that POSIX allows before it, or of the file that holds it.
fn zone_of(name: &str) -> Option<Tz> {
    let name = name.trim_start_matches(':');
    name.rsplit_once("/zoneinfo/").map_or(name, |(_, name)| name).parse().ok()
}

/// How many random bytes are drawn at once.
const AHEAD: usize = 256;

/// Draws ids and salts.
pub struct Chance {
    seed: Option<String>,
    lam: u64,
    drawn: u64,
    /// Random bytes not given out yet: one call to the system serves many ids and salts.
    ahead: Vec<u8>,
    now: DateTime<Utc>,
}

impl Chance {
    /// Bytes nobody can guess, or in a replay the next ones of its seed.
    ///
    /// A machine without a source of randomness cannot keep a record: the process ends with the system's message.
    fn draw<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        match &self.seed {
            Some(seed) => {
                self.drawn += 1;
                let digest = Sha256::digest(format!("{seed}\n{}\n{}", self.lam, self.drawn));
                bytes.copy_from_slice(&digest[..N]);
            }
            None => {
                if self.ahead.len() < N {
                    self.ahead.resize(AHEAD, 0);
                    random(&mut self.ahead);
                }
                bytes.copy_from_slice(&self.ahead.split_off(self.ahead.len() - N));
            }
        }
        bytes
    }

    /// A new UUIDv7.
    pub fn new_id(&mut self) -> Id {
        let ms = self.now.timestamp_millis().max(0).unsigned_abs();
        Id::v7(ms, self.draw())
    }
}

impl Fresh for Chance {
    fn id(&mut self) -> String {
        self.new_id().to_string()
    }

    fn salt(&mut self) -> Salt {
        Salt::from_bytes(self.draw())
    }
}

/// An id that is the same for the same seed, purpose and number.
pub fn derive_id(seed: &str, purpose: &str, number: u64) -> Id {
    let digest = Sha256::digest(format!("{seed}\n{purpose}\n{number}"));
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    // Version 4 and the RFC 9562 variant: random as far as a reader can tell.
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    Id::from_bytes(bytes)
}

#[expect(clippy::disallowed_methods, clippy::expect_used, reason = "the one place that draws randomness")]
fn random(bytes: &mut [u8]) {
    getrandom::fill(bytes).expect("the operating system gives randomness");
}

/// The same for as long as this process lives, so it is read once.
fn boot_id() -> String {
    static BOOT: OnceLock<String> = OnceLock::new();
    let read = || {
        let text = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").ok();
        let id = text.and_then(|text| Id::parse(text.trim()));
        id.unwrap_or_else(|| derive_id("boot", "unknown", 0)).to_string()
    };
    BOOT.get_or_init(read).clone()
}

#[cfg(target_os = "linux")]
fn since_boot_ms() -> u64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::Boottime);
    (time.tv_sec.max(0) as u64) * 1000 + (time.tv_nsec.max(0) as u64) / 1_000_000
}

#[cfg(not(target_os = "linux"))]
fn since_boot_ms() -> u64 {
    // Systems without a boot-time clock reachable through a safe call: monotonic within this process only.
    static START: OnceLock<std::time::Instant> = OnceLock::new();
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
    let start = START.get_or_init(std::time::Instant::now);
    start.elapsed().as_millis() as u64
}

/// The operating-system user, as the environment names them.
pub fn os_user() -> String {
    let names = ["USER", "LOGNAME", "USERNAME"];
    names
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|user| !user.is_empty()))
        .unwrap_or_else(|| "me".into())
}

/// The id of this device: made once and kept with the user's settings, never in a workspace.
///
/// # Errors
/// When the settings folder cannot be read or written.
pub(crate) fn device_id(machine: &Machine) -> Result<Id, AppError> {
    if let Machine::Replay(replay) = machine {
        return Ok(derive_id(&replay.seed, "device", 0));
    }
    let folder = settings_folder()?;
    let path = folder.join("device");
    match std::fs::read_to_string(&path) {
        Ok(text) => {
            let damaged = || AppError::settings(&path, "it does not hold an id; remove it to get a new one");
            Id::parse(text.trim()).ok_or_else(damaged)
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let id = machine.chance(0).new_id();
            std::fs::create_dir_all(&folder).map_err(|error| AppError::settings(&folder, &error))?;
            // Two processes may start at once: whoever links first wins, both then read the same id.
            let temporary = folder.join(format!("device.{}", std::process::id()));
            std::fs::write(&temporary, format!("{id}\n"))
                .map_err(|error| AppError::settings(&temporary, &error))?;
            let linked = std::fs::hard_link(&temporary, &path);
            let _ = std::fs::remove_file(&temporary);
            match linked {
                Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => {
                    Err(AppError::settings(&path, &error))
                }
                Ok(()) => Ok(id),
                Err(_) => device_id(machine),
            }
        }
        Err(error) => Err(AppError::settings(&path, &error)),
    }
}

fn settings_folder() -> Result<PathBuf, AppError> {
    base_folders().map(|folders| folders.config_dir().join("decklog"))
}

/// Where the workspace is kept when nobody says otherwise: `decklog/workspace.decklog` in the user's data folder.
///
/// # Errors
/// When the system names no home folder.
pub fn default_workspace() -> Result<PathBuf, AppError> {
    base_folders().map(|folders| folders.data_dir().join("decklog").join("workspace.decklog"))
}

/// The home folder of the user, if the system names one.
pub(crate) fn home() -> Option<PathBuf> {
    base_folders().ok().map(|folders| folders.home_dir().to_owned())
}

fn base_folders() -> Result<directories::BaseDirs, AppError> {
    let missing = "the system names no home folder; set HOME or name a workspace";
    directories::BaseDirs::new().ok_or_else(|| AppError::settings(Path::new("~"), missing))
}

#[cfg(test)]
mod tests {
    use super::{Tz, zone_of};

    #[test]
    fn a_zone_is_named_in_the_ways_of_tz() {
        for name in ["Europe/Berlin", ":Europe/Berlin", "/usr/share/zoneinfo/Europe/Berlin"] {
            assert_eq!(zone_of(name), Some(Tz::Europe__Berlin), "{name}");
        }
        assert_eq!(zone_of("UTC+3"), None, "an offset would be lost");
        assert_eq!(zone_of("Nowhere/Bad"), None);
    }
}
