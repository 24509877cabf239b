//! The only file that knows the tables `verification`, `verification_entry` and `real_name`.
use super::model::{Attempt, Claim, Event, Line, Method, Outside, Proven, State, document};
use crate::code::{Mobile, store::unsealed};
use chrono::{DateTime, Utc};
use db::{
    entity::{real_name, verification, verification_entry},
    vault::Vault,
};
use kernel::{
    actor::Actor,
    id::{AccountId, VerificationId},
};
use law::identifier::IdentifierKind;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, TryInsertResult,
    sea_query::{OnConflict, SelectStatement},
};
use web::VerifiedPerson;

/// Blind index of a document: kind and number.
fn index(vault: &Vault, document: IdentifierKind, number: &str) -> String {
    vault.index("document", &format!("{}:{number}", document.key()))
}

fn context(what: &str, id: impl std::fmt::Display) -> String {
    format!("verification.{what}:{id}")
}

fn proven_context(what: &str, id: AccountId) -> String {
    format!("real_name.{what}:{id}")
}

fn open(vault: &Vault, context: &str, sealed: &str) -> Result<String, DbErr> {
    vault.open_text(context, sealed).map_err(unsealed)
}

fn read(vault: &Vault, row: verification::Model) -> Result<Attempt, DbErr> {
    let id = row.id;
    let wrong = |what: &str| DbErr::Custom(format!("verification {id}: no such {what}"));
    let claim = Claim {
        name: row.name.clone(),
        document: document(&row.document).ok_or_else(|| wrong("document"))?,
        number: open(vault, &context("number", id), &row.number)?,
        phone: Mobile::parse(&open(vault, &context("phone", id), &row.phone)?)
            .map_err(|_| wrong("phone"))?,
    };
    let state = state(vault, &row)?.ok_or_else(|| wrong("state"))?;
    Ok(Attempt {
        id,
        account: row.account_id,
        claim,
        state,
        next: row.next,
        created_at: row.created_at,
        court: row.court,
        version: row.version,
    })
}

fn state(vault: &Vault, row: &verification::Model) -> Result<Option<State>, DbErr> {
    let method = row.method.as_deref().and_then(Method::from_key);
    let reason = || row.reason.clone().unwrap_or_default();
    Ok(match (row.state.as_str(), method, row.decided_at) {
        ("open", None, None) => Some(State::Open),
        ("started", Some(Method::Window), None) => {
            row.slip.clone().map(|slip| State::Window { slip })
        }
        ("started", Some(method), None) => {
            let Some(sealed) = &row.token else { return Ok(None) };
            let text = open(vault, &context("token", row.id), sealed)?;
            let check: Option<Outside> = serde_json::from_str(&text).ok();
            check.map(|check| State::Outside { method, check })
        }
        ("passed", Some(method), Some(at)) => Some(State::Passed { method, at }),
        ("failed", Some(method), Some(at)) => Some(State::Failed { method, reason: reason(), at }),
        ("refused", Some(Method::Window), Some(at)) => {
            Some(State::Refused { reason: reason(), at })
        }
        ("cancelled", _, Some(at)) => Some(State::Cancelled { at }),
        _ => None,
    })
}

/// The columns of a state; those that a later state does not need keep their value.
fn columns(vault: &Vault, id: VerificationId, state: &State) -> verification::ActiveModel {
    let mut row = verification::ActiveModel::default();
    let word = match state {
        State::Open => "open",
        State::Outside { method, check } => {
            let text = serde_json::to_string(check).unwrap_or_default();
            row.method = Set(Some(method.key().into()));
            row.token = Set(Some(vault.seal(&context("token", id), text.as_bytes())));
            row.slip = Set(None);
            "started"
        }
        State::Window { slip } => {
            row.method = Set(Some(Method::Window.key().into()));
            row.token = Set(None);
            row.slip = Set(Some(slip.clone()));
            "started"
        }
        State::Passed { method, at } => {
            row.method = Set(Some(method.key().into()));
            row.token = Set(None);
            row.decided_at = Set(Some(*at));
            "passed"
        }
        State::Failed { method, reason, at } => {
            row.method = Set(Some(method.key().into()));
            row.token = Set(None);
            row.reason = Set(Some(reason.clone()));
            row.decided_at = Set(Some(*at));
            "failed"
        }
        State::Refused { reason, at } => {
            row.reason = Set(Some(reason.clone()));
            row.decided_at = Set(Some(*at));
            "refused"
        }
        State::Cancelled { at } => {
            row.token = Set(None);
            row.decided_at = Set(Some(*at));
            "cancelled"
        }
    };
    row.state = Set(word.into());
    row
}

/// A new attempt.
pub(crate) async fn insert(
    tx: &impl ConnectionTrait,
    vault: &Vault,
    new: &Attempt,
) -> Result<(), DbErr> {
    let (id, claim) = (new.id, &new.claim);
    let seal = |what: &str, text: &str| vault.seal(&context(what, id), text.as_bytes());
    verification::Entity::insert(verification::ActiveModel {
        id: Set(id),
        account_id: Set(new.account),
        name: Set(claim.name.clone()),
        document: Set(claim.document.key().into()),
        number: Set(seal("number", &claim.number)),
        number_index: Set(index(vault, claim.document, &claim.number)),
        number_masked: Set(claim.masked()),
        phone: Set(seal("phone", claim.phone.as_str())),
        next: Set(new.next.clone()),
        created_at: Set(new.created_at),
        court: Set(new.court.clone()),
        version: Set(new.version),
        ..columns(vault, id, &new.state)
    })
    .exec_without_returning(tx)
    .await?;
    Ok(())
}

/// Writes state and court; `false` when somebody was faster.
pub(crate) async fn save(
    tx: &impl ConnectionTrait,
    vault: &Vault,
    attempt: &Attempt,
    by: &Actor,
) -> Result<bool, DbErr> {
    let mut row = columns(vault, attempt.id, &attempt.state);
    row.court = Set(attempt.court.clone());
    row.version = Set(attempt.version + 1);
    if let (Actor::Staff { account, .. }, false) = (by, attempt.is_live()) {
        row.decided_by = Set(Some(*account));
    }
    let done = verification::Entity::update_many()
        .set(row)
        .filter(verification::Column::Id.eq(attempt.id))
        .filter(verification::Column::Version.eq(attempt.version))
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

pub(crate) async fn find(
    db: &impl ConnectionTrait,
    vault: &Vault,
    id: VerificationId,
) -> Result<Option<Attempt>, DbErr> {
    let row = verification::Entity::find_by_id(id).one(db).await?;
    row.map(|r| read(vault, r)).transpose()
}

/// Keeps others from an attempt until the transaction ends.
pub(crate) async fn lock(tx: &impl ConnectionTrait, id: VerificationId) -> Result<(), DbErr> {
    verification::Entity::find_by_id(id).lock_exclusive().one(tx).await.map(|_| ())
}

pub(crate) async fn find_by_slip(
    db: &impl ConnectionTrait,
    vault: &Vault,
    slip: &str,
) -> Result<Option<Attempt>, DbErr> {
    let found = verification::Entity::find().filter(verification::Column::Slip.eq(slip)).one(db);
    found.await?.map(|r| read(vault, r)).transpose()
}

/// The attempt of an account that counts: the last one.
pub(crate) async fn latest(
    db: &impl ConnectionTrait,
    vault: &Vault,
    account: AccountId,
) -> Result<Option<Attempt>, DbErr> {
    let row = verification::Entity::find()
        .filter(verification::Column::AccountId.eq(account))
        .order_by_desc(verification::Column::CreatedAt)
        .order_by_desc(verification::Column::Id)
        .one(db)
        .await?;
    row.map(|r| read(vault, r)).transpose()
}

/// Attempts whose slip was shown at a court's window, newest first.
pub(crate) async fn of_court(
    db: &impl ConnectionTrait,
    vault: &Vault,
    court: &str,
    limit: u64,
) -> Result<Vec<Attempt>, DbErr> {
    let rows = verification::Entity::find()
        .filter(verification::Column::Court.eq(court))
        .order_by_desc(verification::Column::CreatedAt)
        .order_by_desc(verification::Column::Id)
        .limit(limit)
        .all(db)
        .await?;
    rows.into_iter().map(|r| read(vault, r)).collect()
}

/// How many checks by outside parties failed since then.
pub(crate) async fn failures(
    db: &impl ConnectionTrait,
    account: AccountId,
    since: DateTime<Utc>,
) -> Result<u64, DbErr> {
    verification::Entity::find()
        .filter(verification::Column::AccountId.eq(account))
        .filter(verification::Column::State.eq("failed"))
        .filter(verification::Column::DecidedAt.gt(since))
        .count(db)
        .await
}

/// Adds a line to an attempt's record, within a transaction that has locked or written the attempt.
pub(crate) async fn note(
    tx: &impl ConnectionTrait,
    id: VerificationId,
    now: DateTime<Utc>,
    actor: &Actor,
    (event, detail): (Event, &str),
) -> Result<(), DbErr> {
    let last: Option<i64> = verification_entry::Entity::find()
        .select_only()
        .column(verification_entry::Column::Seq)
        .filter(verification_entry::Column::VerificationId.eq(id))
        .order_by_desc(verification_entry::Column::Seq)
        .into_tuple()
        .one(tx)
        .await?;
    let actor = serde_json::to_string(actor).map_err(|e| DbErr::Custom(e.to_string()))?;
    verification_entry::Entity::insert(verification_entry::ActiveModel {
        verification_id: Set(id),
        seq: Set(last.unwrap_or(0) + 1),
        at: Set(now),
        actor: Set(actor),
        what: Set(event.key().into()),
        detail: Set(detail.to_owned()),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(())
}

/// An attempt's record, in order.
pub(crate) async fn record(
    db: &impl ConnectionTrait,
    id: VerificationId,
) -> Result<Vec<Line>, DbErr> {
    let rows = verification_entry::Entity::find()
        .filter(verification_entry::Column::VerificationId.eq(id))
        .order_by_asc(verification_entry::Column::Seq)
        .all(db)
        .await?;
    let wrong = |seq: i64| DbErr::Custom(format!("verification_entry {id} {seq}"));
    let lines = rows.into_iter().map(|r| {
        Ok(Line {
            seq: r.seq,
            at: r.at,
            actor: serde_json::from_str(&r.actor).map_err(|_| wrong(r.seq))?,
            event: Event::from_key(&r.what).ok_or_else(|| wrong(r.seq))?,
            detail: r.detail,
        })
    });
    lines.collect()
}

/// Makes a claim the proven name; `false` when account or document are proven already.
pub(crate) async fn prove(
    tx: &impl ConnectionTrait,
    vault: &Vault,
    attempt: &Attempt,
    (method, now): (Method, DateTime<Utc>),
) -> Result<bool, DbErr> {
    let (account, claim) = (attempt.account, &attempt.claim);
    let seal = |what: &str, text: &str| vault.seal(&proven_context(what, account), text.as_bytes());
    let done = real_name::Entity::insert(real_name::ActiveModel {
        account_id: Set(account),
        name: Set(claim.name.clone()),
        document: Set(claim.document.key().into()),
        number: Set(seal("number", &claim.number)),
        number_index: Set(index(vault, claim.document, &claim.number)),
        number_masked: Set(claim.masked()),
        phone: Set(seal("phone", claim.phone.as_str())),
        method: Set(method.key().into()),
        verification_id: Set(attempt.id),
        verified_at: Set(now),
    })
    .on_conflict(OnConflict::new().do_nothing().to_owned())
    .try_insert()
    .exec_without_returning(tx)
    .await?;
    Ok(matches!(done, TryInsertResult::Inserted(1..)))
}

/// The proven person behind an account, for other stages.
pub(crate) async fn verified(
    db: &impl ConnectionTrait,
    vault: &Vault,
    account: AccountId,
) -> Result<Option<VerifiedPerson>, DbErr> {
    let Some(row) = real_name::Entity::find_by_id(account).one(db).await? else {
        return Ok(None);
    };
    Ok(Some(VerifiedPerson {
        name: row.name,
        document: row.document,
        number: open(vault, &proven_context("number", account), &row.number)?,
        phone: open(vault, &proven_context("phone", account), &row.phone)?,
        address: None,
    }))
}

/// Whether an account's real name is proven.
/// The proven name's row of an account, to be asked about within another query.
pub(crate) fn of_account(account: AccountId) -> SelectStatement {
    let row = real_name::Entity::find_by_id(account);
    row.select_only().column(real_name::Column::AccountId).into_query()
}

pub(crate) async fn is_verified(
    db: &impl ConnectionTrait,
    account: AccountId,
) -> Result<bool, DbErr> {
    Ok(real_name::Entity::find_by_id(account).count(db).await? > 0)
}

/// The proven name, its number masked.
pub(crate) async fn proven(
    db: &impl ConnectionTrait,
    account: AccountId,
) -> Result<Option<Proven>, DbErr> {
    let Some(row) = real_name::Entity::find_by_id(account).one(db).await? else {
        return Ok(None);
    };
    let wrong = |what: &str| DbErr::Custom(format!("real_name {account}: no such {what}"));
    Ok(Some(Proven {
        name: row.name,
        document: document(&row.document).ok_or_else(|| wrong("document"))?,
        number_masked: row.number_masked,
        method: Method::from_key(&row.method).ok_or_else(|| wrong("method"))?,
        verified_at: row.verified_at,
    }))
}

/// Whose proven document this is.
pub(crate) async fn owner(
    db: &impl ConnectionTrait,
    vault: &Vault,
    claim: &Claim,
) -> Result<Option<AccountId>, DbErr> {
    owner_of(db, vec![index(vault, claim.document, &claim.number)]).await
}

/// Whose proven document has this number, as typed, whatever kind it is.
pub(crate) async fn owner_of_any(
    db: &impl ConnectionTrait,
    vault: &Vault,
    typed: &str,
) -> Result<Option<AccountId>, DbErr> {
    let half = law::numerals::half_width(typed);
    let bare = half.chars().filter(|c| !c.is_whitespace() && *c != '-');
    let number = bare.collect::<String>().to_uppercase();
    let kinds = IdentifierKind::OF_PERSONS.into_iter();
    owner_of(db, kinds.map(|kind| index(vault, kind, &number)).collect()).await
}

async fn owner_of(
    db: &impl ConnectionTrait,
    indexes: Vec<String>,
) -> Result<Option<AccountId>, DbErr> {
    real_name::Entity::find()
        .select_only()
        .column(real_name::Column::AccountId)
        .filter(real_name::Column::NumberIndex.is_in(indexes))
        .into_tuple()
        .one(db)
        .await
}
