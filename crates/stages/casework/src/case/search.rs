//! Looking for a case: by number, by a party's name, by part of the title. Each costs the same
//! however many cases there are.
use super::{model::Case, store};
use db::{
    Db,
    keyset::{Slice, Turn},
};
use kernel::id::AccountId;
use law::case_number::{CaseNumber, probably};
use sea_orm::DbErr;

/// How many cases a page shows.
pub(super) const PAGE: usize = 20;

/// A person's own cases.
pub(super) async fn own(
    db: &Db,
    account: AccountId,
    q: &str,
    turn: Turn,
) -> Result<Slice<Case>, DbErr> {
    let db = db.read();
    if q.is_empty() {
        return store::of_account(db, account, turn, PAGE).await;
    }
    if let Some(number) = number(q) {
        let case = store::find_by_number(db, &number.to_string()).await?;
        return Ok(match case {
            Some(case) if store::is_member(db, account, case.id).await? => whole(vec![case]),
            Some(_) | None => whole(Vec::new()),
        });
    }
    Ok(whole(store::of_account_titled(db, account, q, PAGE).await?))
}

/// The cases of a court.
pub(super) async fn of_court(
    db: &Db,
    court: &str,
    q: &str,
    turn: Turn,
) -> Result<Slice<Case>, DbErr> {
    let db = db.read();
    if q.is_empty() {
        return store::of_court(db, court, turn, PAGE).await;
    }
    if let Some(number) = number(q) {
        let case = store::find_by_number(db, &number.to_string()).await?;
        return Ok(whole(case.into_iter().filter(|c| c.court == court).collect()));
    }
    let named = store::of_party(db, court, q, turn, PAGE).await?;
    if named.rows.is_empty() && turn == Turn::First {
        return Ok(whole(store::of_court_titled(db, court, q, PAGE).await?));
    }
    Ok(named)
}

/// The number that was typed, or that what was typed can only mean: without brackets, with a year of two digits.
fn number(typed: &str) -> Option<CaseNumber> {
    CaseNumber::parse(typed).ok().or_else(|| Some(probably(typed)?.number))
}

/// A list of one page.
fn whole(rows: Vec<Case>) -> Slice<Case> {
    Slice { rows, previous: None, next: None }
}
