//! Asking for an approval and deciding on it.

use chrono::Duration;

use super::super::{ApprovalRequest, ApprovalState, Outcome, Verdict};
use super::Deciding;
use crate::event::{Event, Flag, RunApprovalDecided, RunApprovalRequested, RunStepClosed};
use crate::runbook_text::{Approval, Step};
use crate::time::read_instant;
use crate::{Refusal, RefusalCode};

impl Deciding<'_> {
    pub(super) fn request_approval(&self) -> Result<Event, Refusal> {
        let (current, step) = self.current()?;
        let approval = self.asked(step)?;
        if let Some(request) = self.run.approval() {
            let message = match request.state(self.content) {
                ApprovalState::Open => "was asked for already and is waited for",
                ApprovalState::Approved => "is there already",
                _ => "",
            };
            if !message.is_empty() {
                let message = format!("the approval of `{}` {message}; nothing was recorded", step.title);
                return Err(Refusal::new(RefusalCode::NotNow, message));
            }
        }
        let content = self.content.cloned().ok_or_else(|| {
            Refusal::new(RefusalCode::NotNow, "it is not known what is to be approved; nothing was recorded")
        })?;
        Ok(Event::RunApprovalRequested(RunApprovalRequested {
            run: self.run.id.clone(),
            step: step.id.clone(),
            visit: current.at.visit,
            approval: self.context.new_id.clone(),
            count: approval.count.max(1),
            not_operator: Flag::from(approval.not_operator),
            timeout_s: approval.timeout_s,
            title: step.title.clone(),
            role: approval.role.clone(),
            content,
        }))
    }

    pub(super) fn decide_approval(
        &self,
        decision: Verdict,
        why: Option<&str>,
        known: Option<&str>,
    ) -> Result<Event, Refusal> {
        let (_, step) = self.current()?;
        self.asked(step)?;
        let refuse = |code, message: String| Err(Refusal::new(code, message));
        let Some(request) = self.run.approval() else {
            let message = format!("nobody has asked for the approval of `{}` yet", step.title);
            return Err(Refusal::new(RefusalCode::NotNow, message).hint("ask with `run ask`"));
        };
        match request.state(self.content) {
            ApprovalState::Open => {}
            ApprovalState::Superseded => {
                let message = format!("what was to be approved at `{}` has changed since", step.title);
                return Err(Refusal::new(RefusalCode::Stale, message).hint("ask again with `run ask`"));
            }
            _ => return refuse(RefusalCode::NotNow, format!("`{}` was decided on already", step.title)),
        }
        let actor = &self.context.actor;
        if request.not_operator && *actor == self.run.operator {
            let message = format!("the operator may not approve `{}`; nothing was recorded", step.title);
            return Err(
                Refusal::new(RefusalCode::NotNow, message).hint("somebody else decides under their own name")
            );
        }
        if request.decisions.iter().any(|made| made.by == *actor) {
            return refuse(RefusalCode::NotNow, format!("you have decided on `{}` already", step.title));
        }
        let words =
            |text: Option<&str>| text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
        let why = words(why);
        if why.is_none() && decision != Verdict::Approved {
            return Err(Refusal::why_missing(&format!("marking the approval {}", decision.name())));
        }
        Ok(Event::RunApprovalDecided(RunApprovalDecided {
            run: self.run.id.clone(),
            approval: request.id.clone(),
            decision,
            title: step.title.clone(),
            why,
            known: words(known),
        }))
    }

    /// The way that the text offers when nobody decides in time.
    pub(super) fn approval_timeout(&self) -> Result<Event, Refusal> {
        let (current, step) = self.current()?;
        let approval = self.asked(step)?;
        let (Some(seconds), Some(to)) =
            (approval.timeout_s, approval.timeout_to.as_ref().and_then(|to| self.target(to)))
        else {
            let message = format!("`{}` names no way for an approval that does not come", step.title);
            return Err(Refusal::new(RefusalCode::NotNow, message).hint("skip or override it, saying why"));
        };
        let request =
            self.run.approval().filter(|request| request.state(self.content) == ApprovalState::Open);
        let Some(request) = request else {
            return Err(Refusal::new(RefusalCode::NotNow, "no approval is waited for; nothing was recorded"));
        };
        if !self.is_over(request, seconds) {
            let message = format!("the time for the approval of `{}` is not over yet", step.title);
            return Err(Refusal::new(RefusalCode::NotNow, message).hint("skip or override it, saying why"));
        }
        let closed = self.close(current, step, Outcome::Skipped);
        let why = Some(format!("no approval in {}", time(seconds)));
        Ok(Event::RunStepClosed(RunStepClosed { why, to: Some(to), ..closed }))
    }

    /// The approval that the step needs was given, or it needs none.
    pub(super) fn approved(&self, step: &Step) -> Result<(), Refusal> {
        let Some(approval) = &step.approval else { return Ok(()) };
        let state = self.run.approval().map(|request| request.state(self.content));
        let (what, hint) = match state {
            Some(ApprovalState::Approved) => return Ok(()),
            None => ("needs the approval of", "ask for it with `run ask`, or `run override RUN --why …`"),
            Some(ApprovalState::Open) => {
                ("waits for the approval of", "`run override RUN --why …` does without it")
            }
            Some(ApprovalState::Superseded) => (
                "has changed since it was approved; it needs again the approval of",
                "ask for it with `run ask`",
            ),
            Some(_) => ("was not approved by", "ask again with `run ask`, or skip it, saying why"),
        };
        let message = format!("`{}` {what} {}; nothing was recorded", step.title, approval.role);
        Err(Refusal::new(RefusalCode::Missing, message).hint(hint))
    }

    fn asked<'s>(&self, step: &'s Step) -> Result<&'s Approval, Refusal> {
        step.approval.as_ref().ok_or_else(|| {
            Refusal::new(
                RefusalCode::NotNow,
                format!("`{}` asks for no approval; nothing was recorded", step.title),
            )
        })
    }

    fn is_over(&self, request: &ApprovalRequest, seconds: u32) -> bool {
        let asked = read_instant(&request.asked);
        asked.is_some_and(|asked| self.context.now - asked >= Duration::seconds(i64::from(seconds)))
    }
}

fn time(seconds: u32) -> String {
    if seconds.is_multiple_of(60) { format!("{} min", seconds / 60) } else { format!("{seconds} s") }
}
