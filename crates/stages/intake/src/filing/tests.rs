//! The filer's side: states and acts, steps that save themselves, submission once and for all.
mod marks;
mod pages;
mod submission;

use super::{
    acts,
    model::{Capacity, Filing, FilingAct, FilingState, StateName},
};
use crate::{
    example::{self, Ready},
    testing::{Browser, Court},
};
use db::Db;
use kernel::{actor::Actor, id::AccountId};
use law::CaseKind;

/// The demo court.
pub(super) fn tianhe() -> &'static str {
    law::court::by_code("粤0106").unwrap().id
}

/// A court with every page, and somebody's browser.
pub(super) async fn court(db: Db) -> (Court, Browser) {
    let court = Court::on(db, crate::routes());
    let browser = court.browser().await;
    (court, browser)
}

/// A draft with nothing missing.
pub(super) async fn ready(court: &Court, browser: &Browser, n: u32) -> Ready {
    let page = example::page(&court.site).await.unwrap();
    example::ready(&court.site, browser.account, (tianhe(), n), &page).await.unwrap()
}

/// Every state, as a filing in it.
fn in_every_state() -> Vec<Filing> {
    let list = law::cause::list("civil-2025").unwrap();
    let now = chrono::DateTime::UNIX_EPOCH;
    let kind = (CaseKind::CivilFirst, Capacity::OneSelf);
    let draft = Filing::begin(AccountId::new(), kind, list, now);
    let number = "（2026）粤0106民初1号".to_owned();
    [
        FilingState::Draft,
        FilingState::Submitted { at: now, due: now },
        FilingState::Supplement { asked_at: now, until: None },
        FilingState::Accepted { at: now, number },
        FilingState::Refused { at: now },
    ]
    .into_iter()
    .map(|state| Filing { round: u32::from(state != FilingState::Draft), state, ..draft.clone() })
    .collect()
}

#[test]
fn each_state_opens_its_acts_and_tells_why_the_others_are_closed() {
    use FilingAct as A;
    let open = |state| match state {
        StateName::Draft => vec![A::Edit, A::Submit, A::Copy, A::Delete],
        StateName::Submitted => vec![A::Withdraw, A::Copy],
        StateName::Supplement => vec![A::Edit, A::Submit, A::Withdraw, A::Copy],
        StateName::Accepted | StateName::Refused => vec![A::Copy],
    };
    let all = in_every_state();
    assert_eq!(all.len(), StateName::ALL.len());
    for filing in all {
        let own = Actor::Person { account: filing.filer, verified: true };
        let acts = filing.open_acts(&own);
        let other = Actor::Person { account: AccountId::new(), verified: true };
        assert!(filing.open_acts(&other).iter().all(|a| !a.is_open()));
        assert_eq!(acts.len(), FilingAct::ALL.len());
        let found: Vec<_> = acts.iter().filter(|a| a.is_open()).map(|a| a.act).collect();
        assert_eq!(found, open(filing.state.name()), "{:?}", filing.state);
        for act in FilingAct::ALL {
            assert_eq!(filing.check(*act).is_ok(), found.contains(act));
            if let Err(why) = filing.check(*act) {
                assert!(why.to_string().chars().count() > 8, "{act}: {why}");
            }
        }
    }
}

#[test]
fn the_court_answers_only_what_lies_before_it_and_asks_at_most_twice() {
    let now = chrono::DateTime::UNIX_EPOCH;
    for filing in in_every_state() {
        let submitted = filing.state.name() == StateName::Submitted;
        let state = &filing.state;
        assert_eq!(state.accept(now, "1".into()).is_ok(), submitted);
        assert_eq!(state.refuse(now).is_ok(), submitted);
        assert_eq!(state.ask(now, None).is_ok(), submitted);
        assert_eq!(state.transfer().is_ok(), submitted);
        for (asked, ok) in [(0, true), (1, true), (2, false)] {
            let filing = Filing { supplements: asked, ..filing.clone() };
            assert_eq!(filing.ask_supplement(now, None).is_ok(), ok && submitted);
        }
    }
}

/// GB 11643: the seventeenth digit is odd for men; 1949-12-31 stands in the example of the standard.
#[test]
fn a_residents_number_contradicts_birth_and_sex_typed_otherwise() {
    use super::{
        check,
        model::{Party, PartyKind, PartyRole, Sex},
    };
    let mut party = Party::new(PartyRole::Defendant, PartyKind::Natural);
    party.fields.name = "张三".into();
    party.fields.address = "广东省广州市天河区一号".into();
    party.fields.document = "resident_id".into();
    party.fields.number = "11010519491231002X".into();
    party.fields.born = "1949-12-31".into();
    party.fields.sex = Some(Sex::Female);
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 27).unwrap();
    assert_eq!(check::party(&party, today), []);
    party.fields.sex = Some(Sex::Male);
    party.fields.born = "1949-12-30".into();
    let wrong: Vec<_> = check::party(&party, today).into_iter().map(|f| f.field).collect();
    assert_eq!(wrong, ["born", "sex"]);
    let said: Vec<_> = check::party(&party, today).into_iter().map(|f| f.message).collect();
    assert!(said[0].contains("1949年12月31日") && said[0].contains("1949年12月30日"), "{said:?}");
    assert!(said[1].contains("显示为女，选择的是男"), "{said:?}");
}

#[test]
fn a_submitted_filing_is_not_deleted_even_when_it_is_a_draft_again() {
    let mut filing = in_every_state().remove(0);
    filing.round = 1;
    assert!(filing.check(FilingAct::Delete).is_err());
    assert!(filing.check(FilingAct::Edit).is_ok());
}

db::on_each_db!(beginning_twice_begins_one_filing_with_the_filer_as_plaintiff => async |db: Db| {
    let (court, browser) = court(db).await;
    let id = kernel::id::FilingId::new();
    for _ in 0..2 {
        let kind = (CaseKind::CivilFirst, Capacity::OneSelf);
        assert_eq!(acts::begin(&court.site, browser.account, id, kind).await.unwrap(), id);
    }
    let site = &court.site;
    let filing = crate::filing::store::find(site.db.read(), &site.vault, id).await.unwrap().unwrap();
    let own = &filing.content.parties[0];
    assert!(own.fields.verified);
    assert_eq!(own.fields.born, "1949-12-31");
    assert_eq!(filing.cause_list, "civil-2025");
    assert_eq!(filing.title(), "张三的民事纠纷");
});
