//! 审查台: the file on the left, the form in the middle, marks and decision on the right.
use super::{
    acts,
    changes::{self, Change},
    confirm::Step,
    marks,
    model::{Age, DeskAct, Refused, age, open_acts, tag, waiting},
    queue::cause_name,
    reading::{self, Part},
    store::{self, Review, Row, Sides},
};
use crate::filing::{
    self,
    files::category_name,
    model::{Decision, Filing, FilingState, Mark, PartyRole, StateName, Target},
    submitted::{Submitted, SubmittedFile},
};
use crate::paper::store::{self as papers, Paper};
use askama::Template;
use axum::{
    extract::{Path, Query},
    http::StatusCode,
    response::Response,
};
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{
    id::{AccountId, FilingId, MaterialId},
    open_act::{OpenAct, Openness},
};
use law::{court::Court, review_rule};
use serde::Deserialize;
use std::collections::{HashMap, hash_map::Entry};
use web::{Errors, Fault, Page, Site, Visit, filters};

/// What of the desk is open, as sent.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Sent {
    /// The place to be marked next.
    on: String,
    /// The file on the left.
    file: Option<MaterialId>,
}

/// What was typed into the desk's forms, kept when something is wrong with it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    pub(super) round: u32,
    pub(super) on: String,
    pub(super) rule: String,
    pub(super) note: String,
    pub(super) nth: usize,
    pub(super) days: String,
    pub(super) opinion: String,
    pub(super) reason: String,
    pub(super) law: String,
    pub(super) ruling: String,
    pub(super) court: String,
    pub(super) court_id: String,
    pub(super) transfer_reason: String,
    pub(super) file: String,
    pub(super) step: Step,
}

impl Typed {
    /// What a page between the desk and the decision carries along.
    pub(super) fn kept(&self) -> [(&'static str, &str); 9] {
        [
            ("file", &self.file),
            ("days", &self.days),
            ("opinion", &self.opinion),
            ("reason", &self.reason),
            ("law", &self.law),
            ("ruling", &self.ruling),
            ("court", &self.court),
            ("court_id", &self.court_id),
            ("transfer_reason", &self.transfer_reason),
        ]
    }
}

/// A mark as it is shown.
struct Marked {
    place: String,
    mark: Mark,
}

/// An answer of the court as it is shown.
struct Answered {
    who: String,
    review: Review,
    marks: Vec<String>,
    /// Of a transfer: from which court to which.
    moved: Option<(&'static str, &'static str)>,
}

/// What an earlier round was asked to put right, and whether anything was changed there.
struct Followed {
    sentence: String,
    touched: bool,
}

#[derive(Template)]
#[template(path = "review/desk.html", blocks = ["main"])]
struct Desk {
    page: Page,
    base: String,
    filing: Filing,
    title: String,
    state: StateName,
    state_tag: &'static str,
    number: Option<String>,
    age: Option<Age>,
    submitted: Submitted,
    parts: Vec<Part>,
    file: Option<SubmittedFile>,
    marks: Vec<Marked>,
    places: Vec<(String, String)>,
    rules: Vec<(String, String)>,
    refusals: Vec<String>,
    changes: Option<Vec<Change>>,
    followed: Vec<Followed>,
    first_at: Option<DateTime<Utc>>,
    twins: Vec<Row>,
    answers: Vec<Answered>,
    papers: Vec<Paper>,
    acts: Vec<OpenAct<DeskAct>>,
    courts: Vec<(String, String)>,
    typed: Typed,
    errors: Errors,
}

impl Desk {
    fn is_open(&self, act: DeskAct) -> bool {
        self.acts.iter().any(|a| a.act == act && a.is_open())
    }

    /// Why an act is closed.
    fn why(&self, act: DeskAct) -> Option<&str> {
        self.acts.iter().find(|a| a.act == act).and_then(|a| match &a.state {
            Openness::Open { .. } => None,
            Openness::Closed { why } => Some(why.as_str()),
        })
    }

    /// The address of the page with another file on the left or another place to be marked.
    fn with(&self, target: &Target) -> String {
        let file = self.file.as_ref().map(|f| format!("&file={}", f.id)).unwrap_or_default();
        format!("{}?on={}{file}#mark", self.base, web::guard::encode(&target.to_string()))
    }

    fn file_target(file: &SubmittedFile) -> Target {
        Target::Material(file.id)
    }

    /// The transfer that brought the filing here, if one did.
    fn brought(&self) -> Option<&Answered> {
        let last = self.answers.iter().find(|a| a.moved.is_some());
        last.filter(|a| a.review.court.as_deref() == self.filing.court.as_deref())
    }

    /// The marks tied to a place.
    fn marked(&self, target: &Target) -> usize {
        self.marks.iter().filter(|m| m.mark.target == *target).count()
    }

    fn marked_file(&self, file: &SubmittedFile) -> usize {
        self.marked(&Self::file_target(file))
    }

    fn category(file: &SubmittedFile) -> String {
        category_name(&file.category)
    }

    fn cause(row: &Row) -> &'static str {
        cause_name(row).unwrap_or_default()
    }

    fn shows(&self, file: &SubmittedFile) -> bool {
        self.file.as_ref().is_some_and(|f| f.id == file.id)
    }

    fn size(file: &SubmittedFile) -> String {
        let pages = file.pages.map(|n| format!("，{n} 页")).unwrap_or_default();
        let origin = match file.file_name.trim() {
            "" => String::new(),
            name if name == file.name => String::new(),
            name => format!("，原文件名 {name}"),
        };
        format!("{} KB{pages}{origin}", file.size.max(1024) / 1024)
    }
}

/// `GET /clerk/filings/{id}`
pub(super) async fn show(
    visit: Visit,
    Path(id): Path<FilingId>,
    Query(sent): Query<Sent>,
) -> Result<Response, Fault> {
    let filing = acts::read(&visit.site, &visit.actor, id).await.map_err(fault)?;
    acts::note_reading(&visit.site, &visit.actor, &filing).await.map_err(fault)?;
    let file = sent.file.map(|f| f.to_string()).unwrap_or_default();
    let typed = Typed { on: sent.on, file, ..Typed::default() };
    render(&visit, filing, typed, Vec::new(), Errors::new()).await
}

/// The desk again, with what was typed and what is wrong with it.
pub(super) async fn again(
    visit: &Visit,
    id: FilingId,
    typed: Typed,
    courts: Vec<&'static Court>,
    errors: Errors,
) -> Result<Response, Fault> {
    let filing = acts::read(&visit.site, &visit.actor, id).await.map_err(fault)?;
    let courts = courts.into_iter().map(|c| (c.id.to_owned(), c.name.to_owned())).collect();
    render(visit, filing, typed, courts, errors).await
}

async fn render(
    visit: &Visit,
    filing: Filing,
    mut typed: Typed,
    courts: Vec<(String, String)>,
    errors: Errors,
) -> Result<Response, Fault> {
    if typed.days.is_empty() && errors.on("days").is_none() {
        typed.days = "7".into();
    }
    if filing.state == FilingState::Draft {
        let gone = "申请人已撤回这份申请，法院不再查看。如再次提交，会重新进入待审队列";
        return Err(Fault::Conflict(gone.into()));
    }
    let (site, db) = (&visit.site, visit.site.db.read());
    let mut submitted = filing::store::submitted::find(db, &site.vault, filing.id, filing.round)
        .await?
        .ok_or(Fault::NotFound)?;
    let reviews = store::reviews(db, filing.id).await?;
    let before = earlier(site, &filing).await?;
    let changes = before.as_ref().map(|before| changes::between(before, &submitted));
    let followed = followed(&reviews, before.as_ref(), &submitted, changes.as_deref());
    add_papers(site, &filing, &mut submitted).await?;
    let drafted = acts::drafted(db, &filing).await?;
    let (content, files) = (&submitted.snapshot.content, &submitted.files);
    let marks: Vec<Marked> = drafted
        .into_iter()
        .map(|mark| Marked { place: marks::label(&mark.target, content, files), mark })
        .collect();
    let parts = reading::of(&submitted.snapshot);
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let desk = Desk {
        page: visit.page(),
        base: format!("/clerk/filings/{}", filing.id),
        title: filing.title(),
        state: filing.state.name(),
        state_tag: tag(filing.state.name()),
        number: number(&filing.state),
        age: waiting(&filing.state).map(|(at, due)| age(at, due, visit.now())),
        places: places(&parts, &submitted),
        parts,
        file: chosen(&submitted, &typed.file),
        marks,
        rules: rules(visit, &filing),
        refusals: refusals(visit, &filing),
        changes,
        followed,
        first_at: filing.registration.as_ref().map(|r| r.at),
        twins: twins(site, &filing).await?,
        answers: answers(site, &filing, reviews, &submitted).await?,
        papers: papers::list(site.db.read(), filing.id).await?,
        acts: open_acts(&filing, &visit.actor),
        courts: if courts.is_empty() { competent(&filing, visit.today()) } else { courts },
        typed,
        errors,
        submitted,
        filing,
    };
    web::show!(visit, status, desk)
}

/// What the platform typeset for the file, e.g. 送达地址确认书, which is ready after the submission.
async fn add_papers(site: &Site, filing: &Filing, submitted: &mut Submitted) -> Result<(), Fault> {
    if filing.state.name() == StateName::Supplement {
        return Ok(());
    }
    for paper in store::papers(site.db.read(), filing.id).await? {
        if submitted.files.iter().all(|f| f.id != paper.id) {
            submitted.files.push(paper);
        }
    }
    Ok(())
}

/// The courts to which the rules of jurisdiction lead, without this one: where a transfer may go.
fn competent(filing: &Filing, today: NaiveDate) -> Vec<(String, String)> {
    let advised = filing::advice::courts(filing, today).into_iter().filter(|a| !a.chosen);
    advised.map(|a| (a.id, format!("{}（{}，{}）", a.name, a.why, a.article))).collect()
}

fn number(state: &FilingState) -> Option<String> {
    match state {
        FilingState::Accepted { number, .. } => Some(number.clone()),
        FilingState::Draft
        | FilingState::Submitted { .. }
        | FilingState::Supplement { .. }
        | FilingState::Refused { .. } => None,
    }
}

/// The chosen file, or the first.
fn chosen(submitted: &Submitted, file: &str) -> Option<SubmittedFile> {
    let files = &submitted.files;
    files.iter().find(|f| f.id.to_string() == file).or(files.first()).cloned()
}

/// Every place that can be marked, once.
fn places(parts: &[Part], submitted: &Submitted) -> Vec<(String, String)> {
    let mut places = vec![(Target::Whole.to_string(), "整份申请".to_owned())];
    let mut add = |target: &Target, label: String| {
        let key = target.to_string();
        if !places.iter().any(|(k, _)| *k == key) {
            places.push((key, label));
        }
    };
    for part in parts {
        for line in &part.lines {
            add(&line.target, format!("{} · {}", part.title, line.label));
        }
    }
    for file in &submitted.files {
        let label = format!("材料 · {} · {}", category_name(&file.category), file.name);
        add(&Target::Material(file.id), label);
    }
    for material in law::materials::required(submitted.snapshot.kind, law::materials::Capacity::Own)
    {
        add(&Target::Category(material.key.to_owned()), format!("缺少材料 · {}", material.name));
    }
    places
}

/// The rules a mark may cite: the sentence with its source.
fn rules(visit: &Visit, filing: &Filing) -> Vec<(String, String)> {
    let rules = review_rule::of_kind(filing.kind, visit.today());
    rules
        .into_iter()
        .map(|r| (r.key.to_owned(), format!("{}：{}", r.citation(), r.sentence)))
        .collect()
}

/// The articles on which a refusal may rest.
fn refusals(visit: &Visit, filing: &Filing) -> Vec<String> {
    let rules = review_rule::of_kind(filing.kind, visit.today());
    let refusing = rules.into_iter().filter(|r| r.outcome == review_rule::Outcome::Refuse);
    refusing.map(review_rule::ReviewRule::citation).collect()
}

/// The submission before this one; nothing in the first round.
async fn earlier(site: &Site, filing: &Filing) -> Result<Option<Submitted>, Fault> {
    let Some(round) = filing.round.checked_sub(1).filter(|r| *r > 0) else { return Ok(None) };
    Ok(filing::store::submitted::find(site.db.read(), &site.vault, filing.id, round).await?)
}

/// The marks of the request that this round answers; `reviews` have the newest first.
fn followed(
    reviews: &[Review],
    before: Option<&Submitted>,
    now: &Submitted,
    changes: Option<&[Change]>,
) -> Vec<Followed> {
    let asked = reviews.iter().find(|r| r.decision == Decision::Supplement && r.round < now.round);
    let (Some(asked), Some(before), Some(changes)) = (asked, before, changes) else {
        return Vec::new();
    };
    let (content, files) = (&before.snapshot.content, &before.files);
    let of = |mark: &Mark| Followed {
        sentence: marks::sentence(mark, content, files),
        touched: changes::touched(&mark.target, changes, (before, now)),
    };
    asked.marks.iter().map(of).collect()
}

async fn twins(site: &Site, filing: &Filing) -> Result<Vec<Row>, Fault> {
    let (plaintiffs, defendants) =
        (filing.content.names(PartyRole::Plaintiff), filing.content.names(PartyRole::Defendant));
    let sides = Sides {
        court: filing.court.as_deref().unwrap_or_default(),
        plaintiffs: &plaintiffs,
        defendants: &defendants,
        cause: filing.cause.as_deref(),
    };
    Ok(store::twins(site.db.read(), filing.id, &sides).await?)
}

async fn answers(
    site: &Site,
    filing: &Filing,
    reviews: Vec<Review>,
    submitted: &Submitted,
) -> Result<Vec<Answered>, Fault> {
    let mut names: HashMap<AccountId, String> = HashMap::new();
    let mut answers = Vec::new();
    let (content, files) = (&submitted.snapshot.content, &submitted.files);
    let db = site.db.read();
    let first = filing::store::submitted::find(db, &site.vault, filing.id, 1).await?;
    let mut here = first.and_then(|f| f.snapshot.court).as_deref().and_then(law::court::find);
    for review in reviews.into_iter().rev() {
        if let Entry::Vacant(place) = names.entry(review.clerk) {
            place.insert(clerk_name(site, review.clerk).await?);
        }
        let to = review.court.as_deref().and_then(law::court::find);
        let moved = here.zip(to).map(|(from, to)| (from.name, to.name));
        here = to.or(here);
        answers.push(Answered {
            who: names.get(&review.clerk).cloned().unwrap_or_default(),
            marks: review.marks.iter().map(|m| marks::sentence(m, content, files)).collect(),
            moved,
            review,
        });
    }
    answers.reverse();
    Ok(answers)
}

/// The name of a member of staff.
pub(super) async fn clerk_name(site: &Site, clerk: AccountId) -> Result<String, Fault> {
    let person = site.people.person(&site.db, clerk).await?;
    Ok(person.map_or_else(|| "立案人员".to_owned(), |p| p.name))
}

/// What somebody else did meanwhile, a sentence.
pub(super) async fn overtaken(site: &Site, id: FilingId, round: u32) -> Result<String, Fault> {
    let reviews = store::reviews(site.db.read(), id).await?;
    let Some(last) = reviews.first().filter(|r| r.round >= round) else {
        return Ok("申请人刚刚撤回或者重新提交了这份申请，请按最新内容审查".into());
    };
    let (who, at) = (clerk_name(site, last.clerk).await?, filters::time_text(&last.at));
    let what = match last.decision {
        Decision::Accept => {
            let filing = filing::store::find(site.db.read(), &site.vault, id).await?;
            let number = filing.and_then(|f| number(&f.state)).unwrap_or_default();
            format!("决定予以立案，案号{number}")
        }
        Decision::Supplement => "要求申请人补充材料".into(),
        Decision::Refuse => "决定不予受理".into(),
        Decision::Transfer => {
            let to = last.court.as_deref().and_then(law::court::find);
            format!("已移送{}", to.map_or("其他法院", |c| c.name))
        }
    };
    Ok(format!("{who}先您一步处理了这份申请：{at} {what}。您的处理没有生效"))
}

/// A refusal that no form can show.
pub(super) fn fault(refused: Refused) -> Fault {
    match refused {
        Refused::Unknown => Fault::NotFound,
        Refused::Denied(denied) => Fault::Denied(denied),
        Refused::Db(e) => Fault::Db(e),
        Refused::NotNow(_)
        | Refused::Overtaken
        | Refused::NoCourtCode { .. }
        | Refused::NoMoreNumbers
        | Refused::NothingMarked
        | Refused::CannotBeSupplemented(_)
        | Refused::Days
        | Refused::NoReason
        | Refused::NoLaw
        | Refused::NoCourt
        | Refused::SameCourt
        | Refused::EmptyMark
        | Refused::NoSuchRule
        | Refused::NoSuchPlace(_) => Fault::Conflict(refused.to_string()),
    }
}
