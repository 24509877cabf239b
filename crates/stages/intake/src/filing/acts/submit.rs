//! 起诉 and 撤回.
use super::Refused;
use crate::{
    filing::{
        check::{self, Around, Finding},
        model::{Filing, FilingAct, FilingState, Registration, Section},
        store,
        submitted::{self, Snapshot, SubmittedFile},
    },
    notice::store as notices,
    paper, review,
};
use chrono::{DateTime, Utc};
use db::proof;
use kernel::{
    actor::Actor,
    clock::beijing,
    docket::{DocketEvent, IntakeEvent},
    id::{AccountId, FilingId},
};
use law::period::{self, Calendar};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr};
use web::Site;

/// What the filer had before him when he pressed the button.
#[derive(Clone, Debug, Default)]
pub struct Confirmed {
    /// The digest of the preview.
    pub seen: String,
    /// 承诺内容真实 was ticked.
    pub declared: bool,
}

/// A filing with all that its submission depends on.
#[derive(Clone, Debug)]
pub struct Whole {
    pub filing: Filing,
    pub around: Around,
    pub files: Vec<SubmittedFile>,
}

impl Whole {
    pub async fn load(db: &impl ConnectionTrait, filing: Filing) -> Result<Self, DbErr> {
        let readings = notices::readings(db, filing.id).await?;
        let files = store::files::list(db, filing.id).await?;
        let mut categories: Vec<_> = files.iter().map(|f| f.category.clone()).collect();
        categories.dedup();
        let unread =
            readings.iter().filter(|r| r.agreed_at.is_none()).map(|r| r.notice.title).collect();
        Ok(Self { filing, around: Around { unread, categories }, files })
    }

    /// Names exactly what is being looked at, so that nothing else can be submitted. A paper that a
    /// job makes of the content may arrive between the look and the button: it says nothing new.
    pub fn digest(&self) -> String {
        let json = serde_json::to_vec(&Snapshot::of(&self.filing)).unwrap_or_default();
        let own: Vec<_> = self.files.iter().filter(|f| !f.generated).cloned().collect();
        submitted::digest(self.filing.id, self.filing.round, &json, &own)
    }

    /// What is still missing.
    pub fn missing(&self, today: chrono::NaiveDate) -> Vec<(Section, Vec<Finding>)> {
        let all = check::all(&self.filing, &self.around, today);
        all.into_iter().filter(|(_, findings)| !findings.is_empty()).collect()
    }
}

/// 提交起诉材料 (民事诉讼法第一百二十三条), first or after a supplement. Once submitted, submitting again
/// changes nothing and succeeds.
pub async fn submit(
    site: &Site,
    (actor, account): (&Actor, AccountId),
    id: FilingId,
    confirmed: &Confirmed,
) -> Result<Whole, Refused> {
    let now = site.clock.now();
    let tx = site.db.begin().await?;
    let filing = store::find_locked(&tx, &site.vault, id)
        .await?
        .filter(|f| f.filer == account)
        .ok_or(Refused::Unknown)?;
    if matches!(filing.state, FilingState::Submitted { .. }) {
        return Ok(Whole::load(&tx, filing).await?);
    }
    filing.check(FilingAct::Submit)?;
    let mut whole = Whole::load(&tx, filing).await?;
    check_whole(&whole, confirmed, site.clock.today())?;
    let court = whole.filing.court().ok_or(Refused::Incomplete)?;
    let due = period::filing_review(period::beijing_day(now), Calendar::in_use()).moment;
    whole.filing.state = whole.filing.state.submit(now, due)?;
    whole.filing.round += 1;
    whole.filing.updated_at = now;
    if whole.filing.registration.is_none() {
        let code = registration(&tx, court.id, now).await?;
        whole.filing.registration = Some(Registration { code, at: now });
    }
    record(site, &tx, actor, &whole).await?;
    tx.commit().await?;
    Ok(whole)
}

fn check_whole(
    whole: &Whole,
    confirmed: &Confirmed,
    today: chrono::NaiveDate,
) -> Result<(), Refused> {
    if !whole.missing(today).is_empty() {
        return Err(Refused::Incomplete);
    }
    if confirmed.seen != whole.digest() {
        return Err(Refused::Changed);
    }
    if !confirmed.declared {
        return Err(Refused::NotDeclared);
    }
    Ok(())
}

/// Row, snapshot, docket and the reminder after seven working days, in the act's transaction.
async fn record(
    site: &Site,
    tx: &DatabaseTransaction,
    actor: &Actor,
    whole: &Whole,
) -> Result<(), Refused> {
    let (filing, now) = (&whole.filing, whole.filing.updated_at);
    if !store::save(tx, &site.vault, filing, now).await? {
        return Err(Refused::Overtaken);
    }
    let what = (&Snapshot::of(filing), whole.files.as_slice());
    let digest =
        store::submitted::insert(tx, &site.vault, (filing.id, filing.round), what, now).await?;
    commit(site, tx, whole, &digest).await?;
    let event = DocketEvent::Intake(IntakeEvent::Submitted {
        filing: filing.id,
        filer: filing.filer,
        court: filing.court.clone().unwrap_or_default(),
        registration: filing.registration.as_ref().map(|r| r.code.clone()).unwrap_or_default(),
        title: filing.title(),
        round: filing.round,
        digest,
    });
    let entry = site.docket.append(tx, now, filing.case, actor, &event).await?;
    let jobs = [paper::job(&entry), review::overdue_job(filing, now)];
    Ok(db::jobs::enqueue_all(tx, now, jobs).await?)
}

/// What was submitted goes into the log with it (存证).
async fn commit(
    site: &Site,
    tx: &DatabaseTransaction,
    whole: &Whole,
    digest: &str,
) -> Result<(), DbErr> {
    let (filing, now) = (&whole.filing, whole.filing.updated_at);
    let broken = |e: chain::NotAHash| DbErr::Custom(format!("立案申请 {}：{e}", filing.id));
    let files = whole.files.iter().map(|f| f.sha256.parse());
    let statement = chain::Statement::FilingSubmitted {
        registration: filing.registration.as_ref().map(|r| r.code.clone()).unwrap_or_default(),
        court: filing.court.clone().unwrap_or_default(),
        round: filing.round,
        digest: digest.parse().map_err(broken)?,
        files: files.collect::<Result<_, _>>().map_err(broken)?,
        submitted_at: chain::Moment::new(now),
    };
    let subject = proof::Subject::Filing(filing.id, filing.round);
    proof::commit(tx, &site.vault, now, subject, &statement).await
}

/// 立案登记编码: the court's id, the day in Beijing, and which filing of that day at that court it is.
async fn registration(
    tx: &DatabaseTransaction,
    court: &str,
    now: DateTime<Utc>,
) -> Result<String, DbErr> {
    let day = beijing(now).format("%Y%m%d");
    let n = db::counter::next(tx, &format!("registration/{court}/{day}")).await?;
    Ok(format!("{court}-{day}-{n:05}"))
}

/// 撤回申请: a draft again.
pub async fn withdraw(
    site: &Site,
    (actor, account): (&Actor, AccountId),
    id: FilingId,
) -> Result<(), Refused> {
    let now = site.clock.now();
    let tx = site.db.begin().await?;
    let mut filing = store::find_locked(&tx, &site.vault, id)
        .await?
        .filter(|f| f.filer == account)
        .ok_or(Refused::Unknown)?;
    if matches!(filing.state, FilingState::Draft) && filing.round > 0 {
        return Ok(());
    }
    filing.state = filing.state.withdraw()?;
    filing.updated_at = now;
    if !store::save(&tx, &site.vault, &filing, now).await? {
        return Err(Refused::Overtaken);
    }
    let event = DocketEvent::Intake(IntakeEvent::Withdrawn {
        filing: id,
        filer: account,
        title: filing.title(),
    });
    site.docket.append(&tx, now, filing.case, actor, &event).await?;
    Ok(tx.commit().await?)
}
