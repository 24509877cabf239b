//! What each paper says, from the entry of the docket that calls for it and from what was submitted then.
use crate::{
    filing::{
        files::category_name,
        model::{Content, Filing, PartyKind},
        store as filings,
        submitted::Submitted,
    },
    review,
};
use chrono::{DateTime, NaiveDate, Utc};
use db::{jobs::JobError, proof::IssuedAs};
use forms::{
    AcceptanceNotice, Day, FiledMaterial, FilingReceipt, Form, Member, Row, SupplementNotice,
    Verification, WrittenRuling,
};
use kernel::{
    actor::Actor,
    docket::{DocketEntry, DocketEvent, IntakeEvent, PartyRole},
    id::FilingId,
};
use law::{
    case_number::CaseNumber,
    period::{self, Calendar, beijing_day},
    terms::date_cn,
};
use web::{Site, filters::date_text};

/// A paper to be set.
pub(super) struct Composed {
    pub(super) filing: FilingId,
    pub(super) key: &'static str,
    pub(super) title: &'static str,
    pub(super) number: String,
    pub(super) issued_as: IssuedAs,
    pub(super) data: serde_json::Value,
}

/// The paper that an entry calls for, if it calls for one.
pub(super) async fn of(site: &Site, entry: &DocketEntry) -> Result<Option<Composed>, JobError> {
    let DocketEvent::Intake(event) = &entry.event;
    match event {
        IntakeEvent::Submitted { filing, court, registration, digest, .. } => {
            let address = format!("{}/proof", site.settings.base_url);
            let act = Act::load(site, entry, *filing).await?;
            act.receipt(court, registration, digest, address)
        }
        IntakeEvent::SupplementAsked { filing, times, wanted, until, .. } => {
            Act::load(site, entry, *filing).await?.supplement(*times, wanted, *until)
        }
        IntakeEvent::Accepted { filing, court, number, title, .. } => {
            Act::load(site, entry, *filing).await?.acceptance(court, number, title)
        }
        IntakeEvent::Refused { filing, .. } => {
            let text = review::ruling_at(site.db.read(), *filing, entry.at).await?;
            let text = text.ok_or_else(|| gone(*filing))?;
            Act::load(site, entry, *filing).await?.ruling(&text)
        }
        IntakeEvent::Withdrawn { .. }
        | IntakeEvent::Transferred { .. }
        | IntakeEvent::Overdue { .. } => return Ok(None),
    }
    .map(Some)
}

fn gone(filing: FilingId) -> JobError {
    JobError::Dead(format!("立案申请 {filing} 的内容不在"))
}

/// The submission that lay before the court at that moment.
async fn submitted_by(
    site: &Site,
    filing: &Filing,
    at: DateTime<Utc>,
) -> Result<Option<Submitted>, JobError> {
    for round in (1..=filing.round).rev() {
        let db = site.db.read();
        let found = filings::submitted::find(db, &site.vault, filing.id, round).await?;
        if found.as_ref().is_some_and(|s| s.at <= at) {
            return Ok(found);
        }
    }
    Ok(None)
}

/// An act of which a paper tells.
struct Act<'a> {
    filing: Filing,
    submitted: Submitted,
    entry: &'a DocketEntry,
}

impl<'a> Act<'a> {
    async fn load(site: &Site, entry: &'a DocketEntry, id: FilingId) -> Result<Self, JobError> {
        let filing = filings::find(site.db.read(), &site.vault, id).await?;
        let filing = filing.ok_or_else(|| gone(id))?;
        let submitted = submitted_by(site, &filing, entry.at).await?.ok_or_else(|| gone(id))?;
        Ok(Self { filing, submitted, entry })
    }

    fn content(&self) -> &Content {
        &self.submitted.snapshot.content
    }

    fn day(&self) -> NaiveDate {
        beijing_day(self.entry.at)
    }

    /// 起诉人
    fn recipient(&self) -> String {
        self.content().names(PartyRole::Plaintiff)
    }

    /// Whether the paper says 你单位.
    fn organisation(&self) -> bool {
        let first = self.content().parties.iter().find(|p| p.role == PartyRole::Plaintiff);
        first.is_some_and(|p| p.kind != PartyKind::Natural)
    }

    fn you(&self) -> &'static str {
        if self.organisation() { "你单位" } else { "你" }
    }

    fn registration(&self) -> String {
        self.filing.registration.as_ref().map(|r| r.code.clone()).unwrap_or_default()
    }

    fn cause(&self) -> &'static str {
        let Some(list) = law::cause::list(&self.submitted.snapshot.cause_list) else { return "" };
        let cause = self.submitted.snapshot.cause.as_deref().and_then(|id| list.find(id));
        cause.map_or("", |c| c.name)
    }

    fn composed<F: Form>(
        &self,
        (title, number): (&'static str, String),
        issued_as: IssuedAs,
        form: &F,
    ) -> Result<Composed, JobError> {
        let data = form.data().map_err(|e| JobError::Dead(e.to_string()))?;
        Ok(Composed { filing: self.filing.id, key: F::KEY, title, number, issued_as, data })
    }

    /// 立案登记回执
    fn receipt(
        &self,
        court: &str,
        registration: &str,
        digest: &str,
        address: String,
    ) -> Result<Composed, JobError> {
        let content = self.content();
        let row = |label: &str, value: String| Row::new(label, value);
        let mut summary = vec![
            row("提交次数", format!("第 {} 次提交", self.submitted.round)),
            row("案由", self.cause().to_owned()),
        ];
        for role in PartyRole::ALL {
            summary.push(row(role.name(), content.names(role)));
        }
        if let Some(amount) = content.claim_amount() {
            summary.push(row("起诉标的金额", format!("{amount} 元")));
        }
        summary.retain(|r| !r.value.is_empty());
        let material = |f: &crate::filing::submitted::SubmittedFile| FiledMaterial {
            category: category_name(&f.category),
            name: f.name.clone(),
            size: u64::try_from(f.size).unwrap_or(0),
            sha256: f.sha256.clone(),
        };
        let form = FilingReceipt {
            court: court_name(court),
            date: self.day().into(),
            number: registration.to_owned(),
            recipient: self.recipient(),
            organisation: self.organisation(),
            received_at: kernel::clock::beijing(self.entry.at)
                .format("%Y年%-m月%-d日 %H:%M:%S")
                .to_string(),
            summary,
            materials: self.submitted.files.iter().map(material).collect(),
            digest: digest.to_owned(),
            decided_by: last_day_of_review(self.day()),
            verification: Verification { address, code: registration.to_owned() },
        };
        self.composed(("立案登记回执", registration.to_owned()), IssuedAs::Notice, &form)
    }

    /// 补正通知书
    fn supplement(
        &self,
        times: u32,
        wanted: &[String],
        until: Option<NaiveDate>,
    ) -> Result<Composed, JobError> {
        let you = self.you();
        let by = until.map_or_else(
            || "请尽快补正".to_owned(),
            |day| format!("请于{}前（含当日）补正", date_text(&day)),
        );
        let form = SupplementNotice {
            title: "补正通知书".into(),
            court: self.deciding_court(),
            number: self.registration(),
            date: self.day().into(),
            recipient: self.recipient(),
            reason: format!(
                "{you}提交的{}的诉状和材料收悉。经审查，下列内容需要补正（第{times}次告知），现依照《最高人民法院关于人民法院登记立案若干问题的规定》第七条、《人民法院在线诉讼规则》第九条的规定，一次性告知如下：",
                self.matter(),
            ),
            wanted: wanted.to_vec(),
            consequence: format!(
                "{by}，并通过网上立案重新提交；补正的期间不计入立案审查期限。逾期没有补正的，退回诉状并记录在册；坚持起诉的，依法裁定不予受理。"
            ),
            signed_on: date_cn(self.day()),
        };
        self.composed(("补正通知书", self.registration()), IssuedAs::Notice, &form)
    }

    /// 受理案件通知书
    fn acceptance(&self, court: &str, number: &str, title: &str) -> Result<Composed, JobError> {
        let you = self.you();
        let form = AcceptanceNotice {
            title: "受理案件通知书".into(),
            court: court_name(court),
            number: number.to_owned(),
            date: self.day().into(),
            recipient: self.recipient(),
            decision: format!(
                "{you}关于{title}一案的起诉状和材料已经收到。经审查，起诉符合《中华人民共和国民事诉讼法》第一百二十二条规定的条件，本院依照该法第一百二十六条的规定决定立案，案号为{number}。"
            ),
            notices: Vec::new(),
            signed_on: date_cn(self.day()),
        };
        self.composed(("受理案件通知书", number.to_owned()), IssuedAs::Notice, &form)
    }

    /// 不予受理裁定书, in the words that were kept.
    fn ruling(&self, text: &str) -> Result<Composed, JobError> {
        const TITLE: &str = "民事裁定书";
        let court = self.deciding_court();
        let set = [court.as_str(), TITLE, &date_cn(self.day())].map(str::to_owned);
        let lines = text.lines().map(str::trim);
        let mut form = WrittenRuling {
            court,
            number: self.registration(),
            date: self.day().into(),
            title: TITLE.into(),
            paragraphs: Vec::new(),
            bench: Vec::new(),
            clerks: Vec::new(),
        };
        for line in lines.filter(|l| !l.is_empty() && !set.iter().any(|s| s == l)) {
            if let Some(member) = signer(line, &["审判长", "审判员", "人民陪审员"]) {
                form.bench.push(member);
            } else if let Some(member) = signer(line, &["法官助理", "书记员"]) {
                form.clerks.push(member);
            } else if let Ok(number) = CaseNumber::parse(line) {
                form.number = number.to_string();
            } else {
                form.paragraphs.push(line.to_owned());
            }
        }
        self.composed(("不予受理裁定书", self.registration()), IssuedAs::Decision, &form)
    }

    /// 与李四民间借贷纠纷一案
    fn matter(&self) -> String {
        let against = self.content().names(PartyRole::Defendant);
        format!("与{against}{}一案", self.cause())
    }

    /// The court of whoever decided.
    fn deciding_court(&self) -> String {
        match &self.entry.actor {
            Actor::Staff { court, .. } => court_name(court),
            Actor::Person { .. } | Actor::Visitor | Actor::System => {
                court_name(self.filing.court.as_deref().unwrap_or_default())
            }
        }
    }
}

/// “审判员　张三” as a line of its own: who signs, and as what. A sentence that begins with the word is none.
fn signer(line: &str, roles: &[&str]) -> Option<Member> {
    let (role, rest) = roles.iter().find_map(|r| Some((*r, line.strip_prefix(r)?)))?;
    let apart = rest.starts_with(|c: char| c.is_whitespace() || matches!(c, '：' | ':'));
    let name = rest.trim_matches(|c: char| c.is_whitespace() || matches!(c, '：' | ':'));
    let named = !name.is_empty() && !name.contains(['，', '。', '、']);
    (apart && named).then(|| Member { role: role.to_owned(), name: name.to_owned() })
}

fn court_name(id: &str) -> String {
    law::court::find(id).map_or_else(|| id.to_owned(), |c| c.name.to_owned())
}

/// 民事诉讼法第一百二十六条
fn last_day_of_review(received: NaiveDate) -> Day {
    period::filing_review(received, Calendar::in_use()).last_day.into()
}
