//! The manual page: all commands in one, in roff.

use std::fmt::Write as _;
use std::io;

use clap::{Arg, Command};
use clap_mangen::Man;

/// The whole manual page.
pub(super) fn page(mut root: Command) -> io::Result<Vec<u8>> {
    root.build();
    let man = Man::new(root.clone());
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    let mut commands = String::from(".SH COMMANDS\n");
    leaves(&root, &mut commands);
    let notes = root.get_after_help().map(ToString::to_string).unwrap_or_default();
    let _ = writeln!(commands, ".SH NOTES\n{}", escaped(&notes));
    page.extend(commands.into_bytes());
    Ok(page)
}

/// Every command that has no commands below it.
fn leaves(command: &Command, page: &mut String) {
    for command in command.get_subcommands().filter(|command| command.get_name() != "help") {
        if command.has_subcommands() {
            leaves(command, page);
        } else {
            section(command, page);
        }
    }
}

fn section(command: &Command, page: &mut String) {
    let usage = command.clone().render_usage().to_string();
    let words = usage.trim_start_matches("Usage:").split_whitespace();
    let usage = words.filter(|word| *word != "[OPTIONS]").collect::<Vec<_>>().join(" ");
    let _ = writeln!(page, ".SS \"{}\"", escaped(&usage).replace('"', "\\(dq"));
    let about = command.get_long_about().or(command.get_about());
    let _ = writeln!(page, "{}", about.map(|about| escaped(&about.to_string())).unwrap_or_default());
    for arg in command.get_arguments().filter(|arg| !arg.is_global_set() && arg.get_id() != "help") {
        let _ = writeln!(page, ".TP\n\\fB{}\\fR\n{}", escaped(&name(arg)), escaped(&help(arg)));
    }
}

/// `--set <NAME=VALUE>`, or the name of an argument.
fn name(arg: &Arg) -> String {
    arg.to_string()
}

fn help(arg: &Arg) -> String {
    let help = arg.get_long_help().or(arg.get_help());
    help.map(ToString::to_string).unwrap_or_default()
}

/// Text that roff takes as text: no line is a request, a dash is a dash.
fn escaped(text: &str) -> String {
    let escaped = text.replace('\\', "\\e").replace('-', "\\-");
    let lines = escaped.lines().map(|line| match line.chars().next() {
        Some('.' | '\'') => format!("\\&{line}"),
        None => ".PP".into(),
        Some(_) => line.to_string(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn every_command_stands_in_the_page() {
        let page = String::from_utf8(page(crate::args::Cli::command()).unwrap()).unwrap();
        for command in ["init", "run done", "journal verify", "completions", "man"] {
            assert!(page.contains(&format!(".SS \"decklog {command}")), "{command}");
        }
        assert!(page.contains("\\-\\-why"));
    }

    #[test]
    fn no_line_of_text_is_a_request() {
        assert_eq!(escaped(".hidden\n'x\na-b\\c"), "\\&.hidden\n\\&'x\na\\-b\\ec");
    }
}
