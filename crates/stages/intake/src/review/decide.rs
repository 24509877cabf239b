//! The court's answers. Each is one transaction: the filing, the answer, the docket and what follows
//! from it stand together or not at all.
use super::{
    acts::{clerk, drafted, open},
    jobs, marks,
    model::{
        AtDesk, DAYS, DeskAct, Refused, check_marks, check_refusal, check_transfer, court_code,
    },
    ruling,
    store::{self, Review},
};
use crate::{
    filing::{
        self,
        model::{Decision, Filing, FilingState, Mark},
    },
    paper,
};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use kernel::{
    actor::Actor,
    clock::beijing,
    docket::{DocketEvent, IntakeEvent, NamedParty},
};
use law::{
    case_number::{CaseNumber, counter_key},
    court::Court,
    period::{self, Calendar, beijing_day},
};
use sea_orm::DatabaseTransaction;
use web::Site;

/// 予以立案 (第一百二十六条): the case gets its number (法〔2015〕137号第十条).
pub async fn accept(site: &Site, actor: &Actor, at: AtDesk) -> Result<String, Refused> {
    let now = site.clock.now();
    let tx = site.db.begin().await?;
    let mut filing = open(&tx, site, actor, at, DeskAct::Accept).await?;
    let answer = Answer::new(Decision::Accept, &tx, &filing).await?;
    let number = number(&tx, &filing, now).await?;
    filing.state = filing.state.accept(now, number.clone())?;
    let event = IntakeEvent::Accepted {
        filing: filing.id,
        filer: filing.filer,
        court: filing.court.clone().unwrap_or_default(),
        title: filing.title(),
        number: number.clone(),
        cause: filing.cause_name().unwrap_or_default().to_owned(),
        parties: parties(&filing),
    };
    settle(site, tx, actor, &filing, answer, event).await?;
    Ok(number)
}

/// The next number of this court, year and type; if the transaction fails it is given out again.
async fn number(
    tx: &DatabaseTransaction,
    filing: &Filing,
    now: DateTime<Utc>,
) -> Result<String, Refused> {
    let code = court_code(filing)?;
    let year = u16::try_from(beijing(now).year()).map_err(|_| Refused::NoMoreNumbers)?;
    let key = counter_key(year, code, filing.kind.type_code());
    let serial = db::counter::next(tx, &key).await?;
    let serial = u32::try_from(serial).map_err(|_| Refused::NoMoreNumbers)?;
    Ok(CaseNumber::new(year, code, filing.kind, serial).to_string())
}

fn parties(filing: &Filing) -> Vec<NamedParty> {
    let parties = filing.content.parties.iter();
    parties.map(|p| NamedParty { role: p.role, name: p.fields.name.trim().to_owned() }).collect()
}

/// 一次性告知需要补充的材料 (登记立案规定第七条；FIL-16：至多两次).
pub async fn supplement(
    site: &Site,
    actor: &Actor,
    at: AtDesk,
    days: u32,
    opinion: &str,
) -> Result<NaiveDate, Refused> {
    if !DAYS.contains(&days) {
        return Err(Refused::Days);
    }
    let now = site.clock.now();
    let tx = site.db.begin().await?;
    let mut filing = open(&tx, site, actor, at, DeskAct::Supplement).await?;
    let mut answer = Answer::new(Decision::Supplement, &tx, &filing).await?;
    check_marks(&answer.marks)?;
    let until = period::supplement(beijing_day(now), days, Calendar::in_use()).last_day;
    filing.state = filing.ask_supplement(now, Some(until))?;
    filing.supplements += 1;
    let files = filing::store::files::list(&tx, filing.id).await?;
    let told = |m: &Mark| marks::sentence(m, &filing.content, &files);
    let event = IntakeEvent::SupplementAsked {
        filing: filing.id,
        filer: filing.filer,
        title: filing.title(),
        times: filing.supplements,
        wanted: answer.marks.iter().map(told).collect(),
        until: Some(until),
    };
    answer.until = Some(until);
    opinion.trim().clone_into(&mut answer.opinion);
    settle(site, tx, actor, &filing, answer, event).await?;
    Ok(until)
}

/// 不予受理 (第一百二十六条): by a ruling that says why and by which articles; an appeal lies from it.
pub async fn refuse(
    site: &Site,
    actor: &Actor,
    at: AtDesk,
    (reason, law): (&str, &str),
    ruling: &str,
) -> Result<(), Refused> {
    let (reason, law, ruling) = (reason.trim(), law.trim(), ruling.trim());
    if let Some(why) = check_refusal(reason, law).into_iter().next() {
        return Err(why);
    }
    let now = site.clock.now();
    let tx = site.db.begin().await?;
    let mut filing = open(&tx, site, actor, at, DeskAct::Refuse).await?;
    let mut answer = Answer::new(Decision::Refuse, &tx, &filing).await?;
    answer.opinion = ruling::text(&filing, (reason, law), ruling, now);
    law.clone_into(&mut answer.law);
    filing.state = filing.state.refuse(now)?;
    let event = IntakeEvent::Refused {
        filing: filing.id,
        filer: filing.filer,
        title: filing.title(),
        reason: reason.to_owned(),
        law: law.to_owned(),
    };
    settle(site, tx, actor, &filing, answer, event).await
}

/// 移送有管辖权的法院: before acceptance the law tells the plaintiff to sue there (第一百二十七条第（四）项); the
/// platform takes the filing along, and that court's days are counted anew.
pub async fn transfer(
    site: &Site,
    actor: &Actor,
    at: AtDesk,
    to: &'static Court,
    reason: &str,
) -> Result<(), Refused> {
    let reason = reason.trim();
    if let Some(why) = check_transfer(actor, to, reason).into_iter().next() {
        return Err(why);
    }
    let now = site.clock.now();
    let tx = site.db.begin().await?;
    let mut filing = open(&tx, site, actor, at, DeskAct::Transfer).await?;
    let mut answer = Answer::new(Decision::Transfer, &tx, &filing).await?;
    reason.clone_into(&mut answer.opinion);
    answer.court = Some(to.id.to_owned());
    filing.state.transfer()?;
    let due = period::filing_review(beijing_day(now), Calendar::in_use()).moment;
    filing.state = FilingState::Submitted { at: now, due };
    let from = filing.court.replace(to.id.to_owned()).unwrap_or_default();
    jobs::enqueue(&tx, &filing, now).await?;
    let event = IntakeEvent::Transferred {
        filing: filing.id,
        filer: filing.filer,
        title: filing.title(),
        from,
        to: to.id.to_owned(),
        reason: reason.to_owned(),
    };
    settle(site, tx, actor, &filing, answer, event).await
}

/// What is kept of an answer.
struct Answer {
    decision: Decision,
    marks: Vec<Mark>,
    opinion: String,
    law: String,
    until: Option<NaiveDate>,
    court: Option<String>,
}

impl Answer {
    /// With the marks made so far; `filing` as it was before the answer.
    async fn new(
        decision: Decision,
        tx: &DatabaseTransaction,
        filing: &Filing,
    ) -> Result<Self, Refused> {
        Ok(Self {
            decision,
            marks: drafted(tx, filing).await?,
            opinion: String::new(),
            law: String::new(),
            until: None,
            court: None,
        })
    }
}

/// Saves all of an answer, unless somebody was faster.
async fn settle(
    site: &Site,
    tx: DatabaseTransaction,
    actor: &Actor,
    filing: &Filing,
    answer: Answer,
    event: IntakeEvent,
) -> Result<(), Refused> {
    let now = site.clock.now();
    if !filing::store::save(&tx, &site.vault, filing, now).await? {
        return Err(Refused::Overtaken);
    }
    let review = Review {
        round: filing.round,
        clerk: clerk(actor)?,
        at: now,
        decision: answer.decision,
        marks: answer.marks,
        opinion: answer.opinion,
        law: answer.law,
        until: answer.until,
        court: answer.court,
    };
    store::insert_review(&tx, filing.id, &review).await?;
    store::drop_draft(&tx, filing.id).await?;
    let event = DocketEvent::Intake(event);
    let entry = site.docket.append(&tx, now, filing.case, actor, &event).await?;
    paper::enqueue(&tx, &entry).await?;
    Ok(tx.commit().await?)
}
