//! A filing's own page: the task list while it is being prepared, afterwards where it stands.
use crate::filing::{
    acts::Whole,
    fee,
    model::{Answer, Decision, Filing, FilingAct, FilingState, Section, StateName},
    progress::{self, Line, Progress},
    step::{self, Stop, Wanted},
    store,
};
use crate::paper::store::{self as papers, Paper};
use askama::Template;
use axum::{extract::Path, response::Response};
use chrono::{DateTime, Utc};
use kernel::id::{CaseId, FilingId};
use law::period::day_ending;
use web::{
    Page, Visit,
    filters::{self, date_text, time_text},
};

#[derive(Template)]
#[template(path = "filing/tasks.html", blocks = ["main"])]
struct Tasks {
    page: Page,
    base: String,
    head: Head,
    rows: Vec<Row>,
    /// How many steps are not done.
    left: usize,
    wanted: Vec<Wanted>,
    unchanged: usize,
    answer: Option<Answer>,
    papers: Vec<Paper>,
    /// What the filer should know of the state, a sentence each.
    news: Vec<String>,
    may: May,
}

/// What stands above every page of one filing.
pub(super) struct Head {
    pub(super) title: String,
    pub(super) kind: &'static str,
    pub(super) capacity: &'static str,
    pub(super) state: &'static str,
    pub(super) tag: &'static str,
    pub(super) court: &'static str,
    pub(super) registration: String,
    pub(super) number: String,
    /// Its space, once it has a number.
    pub(super) case: CaseId,
}

impl Head {
    pub(super) fn of(filing: &Filing) -> Self {
        let number = match &filing.state {
            FilingState::Accepted { number, .. } => number.clone(),
            FilingState::Draft
            | FilingState::Submitted { .. }
            | FilingState::Supplement { .. }
            | FilingState::Refused { .. } => String::new(),
        };
        let name = filing.state.name();
        Self {
            title: filing.title(),
            kind: filing.kind.label(),
            capacity: filing.capacity.name(),
            state: name.told(filing.is_withdrawn()),
            tag: tag(name),
            court: filing.court().map_or("", |c| c.name),
            registration: filing.registration.as_ref().map(|r| r.code.clone()).unwrap_or_default(),
            number,
            case: filing.case,
        }
    }
}

/// The tag's colour for a state.
pub(super) const fn tag(state: StateName) -> &'static str {
    match state {
        StateName::Draft => "todo",
        StateName::Submitted => "none",
        StateName::Supplement => "warn",
        StateName::Accepted => "done",
        StateName::Refused => "error",
    }
}

struct Row {
    key: &'static str,
    name: &'static str,
    href: String,
    status: &'static str,
    tag: &'static str,
    hint: String,
}

/// Which buttons are shown; the same answer guards the acts.
#[derive(Clone, Copy, Default)]
struct May {
    edit: bool,
    withdraw: bool,
    delete: bool,
}

pub(super) async fn show(visit: Visit, Path(id): Path<FilingId>) -> Result<Response, Stop> {
    let filing = step::own(&visit, id).await?;
    let db = visit.site.db.read();
    let wanted = step::wanted(&visit, &filing).await?;
    let before = store::submitted::last(db, &visit.site.vault, id).await?;
    let answer = store::answers::last(db, id).await?;
    let cases: &[CaseId] = if filing.is_withdrawn() { &[filing.case] } else { &[] };
    let withdrawn = store::withdrawn::times(db, cases).await?.remove(&filing.case);
    let whole = Whole::load(db, filing).await?;
    let lines = progress::lines(&whole, &wanted, before.as_ref(), visit.today());
    let filing = &whole.filing;
    let open = |act| filing.check(act).is_ok();
    let base = format!("/filings/{id}");
    let page = Tasks {
        page: visit.page(),
        head: Head::of(filing),
        left: lines.iter().filter(|l| !l.missing.is_empty()).count(),
        unchanged: lines.iter().filter(|l| l.progress == Progress::ToFix).count(),
        rows: lines.iter().map(|l| row(&base, filing, l)).collect(),
        wanted,
        news: answer
            .as_ref()
            .and_then(|a| moved(filing, a))
            .into_iter()
            .chain(news(filing, withdrawn))
            .collect(),
        papers: papers::list(db, id).await?,
        answer: answer.filter(|a| a.decision != Decision::Accept),
        may: May {
            edit: open(FilingAct::Edit),
            withdraw: open(FilingAct::Withdraw),
            delete: open(FilingAct::Delete),
        },
        base,
    };
    Ok(web::show!(visit, page)?)
}

fn row(base: &str, filing: &Filing, line: &Line) -> Row {
    let fee = match line.section {
        Section::Fee => Some(match fee::estimate(filing) {
            Some(fee) => format!("预计 {} 元，以法院核定为准", fee.fee),
            None => "选择案由、填写诉讼请求后即可测算".to_owned(),
        }),
        Section::Court
        | Section::Notices
        | Section::Cause
        | Section::Parties
        | Section::Claims
        | Section::Jurisdiction
        | Section::Materials
        | Section::ServiceAddress => None,
    };
    let (status, tag) = if fee.is_some() {
        ("可查看", "none")
    } else {
        (line.progress.name(), line.progress.tag())
    };
    Row {
        key: line.section.key(),
        name: line.section.name(),
        href: format!("{base}/{}", line.section.key()),
        status,
        tag,
        hint: fee.unwrap_or_else(|| line.hint()),
    }
}

/// That the filing lies with another court than it was submitted to, and since when.
fn moved(filing: &Filing, answer: &Answer) -> Option<String> {
    let waits = matches!(filing.state, FilingState::Submitted { .. });
    let to = filing.court().filter(|_| waits && answer.decision == Decision::Transfer)?;
    let first = filing.registration.as_ref().map(|r| time_text(&r.at))?;
    Some(format!(
        "您于 {first} 提交的申请，已于 {} 移送{}审查，您无需重新提交；审查期限自移送之日重新计算。",
        time_text(&answer.at),
        to.name
    ))
}

/// Where it stands, in words, with dates.
fn news(filing: &Filing, withdrawn: Option<DateTime<Utc>>) -> Vec<String> {
    match &filing.state {
        FilingState::Draft if filing.is_withdrawn() => {
            let when = withdrawn.map_or_else(|| "已".to_owned(), |at| format!("于 {} ", time_text(&at)));
            vec![
                format!("您{when}撤回了这份申请，法院不再审查。可以修改后再次提交，立案登记编码不变。"),
                "提交过的申请依法留存，不能删除；不再提交的，不必办理任何手续。".into(),
            ]
        }
        FilingState::Draft => Vec::new(),
        FilingState::Submitted { at, due } => vec![
            format!("已于 {} 提交，正在等待法院审查。", time_text(at)),
            format!(
                "法院应当在 {} 前（含当日）作出答复（民事诉讼法第一百二十六条：七日内）。",
                date_text(&day_ending(*due))
            ),
        ],
        FilingState::Supplement { asked_at, until } => {
            let mut news = vec![format!("法院于 {} 要求补充材料。", time_text(asked_at))];
            if let Some(day) = until {
                news.push(format!("请在 {} 前补充并重新提交。", date_text(day)));
            }
            news.push(match filing.supplements_left() {
                0 => "这是法院最后一次要求补充；下一次将直接决定立案或者不予受理。".into(),
                left => format!("同一申请至多被要求补充两次，法院还可以再要求 {left} 次。"),
            });
            news
        }
        FilingState::Accepted { at, number } => {
            vec![format!("法院已于 {} 立案，案号为{number}。", time_text(at))]
        }
        FilingState::Refused { at } => vec![
            format!("法院已于 {} 裁定不予受理。", time_text(at)),
            "对不予受理裁定不服的，可以在收到裁定书之日起十日内向上一级人民法院提起上诉（民事诉讼法第一百七十一条）。".into(),
        ],
    }
}

impl Tasks {
    fn below(&self, step: &str) -> String {
        format!("{}/{step}", self.base)
    }

    fn preview_href(&self) -> String {
        self.below("preview")
    }

    fn left_text(&self) -> String {
        format!("还有 {} 个步骤没有完成", self.left)
    }
}
