//! The only file that knows the tables `account`, `account_consent`, `account_entry` and
//! `login_guard`.
use super::model::{Account, Failures, Kind};
use crate::{
    code::{Mobile, store::unsealed},
    verification,
};
use chrono::{DateTime, Utc};
use db::{
    entity::{account, account_consent, account_entry, login_guard},
    statement,
    vault::Vault,
};
use kernel::{actor::Actor, id::AccountId};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait, OnConflict},
};

fn phone_context(id: AccountId) -> String {
    format!("account.phone:{id}")
}

fn read(row: account::Model) -> Result<Account, DbErr> {
    let wrong = |what: &str| DbErr::Custom(format!("account {}: no such {what}", row.id));
    let kind = Kind::from_key(&row.kind).ok_or_else(|| wrong("kind"))?;
    let active = match row.state.as_str() {
        "active" => true,
        "disabled" => false,
        _ => return Err(wrong("state")),
    };
    Ok(Account {
        id: row.id,
        kind,
        phone_masked: row.phone_masked,
        login: row.login,
        password: row.password,
        name: row.name,
        active,
        sessions_since: row.sessions_since,
        created_at: row.created_at,
        version: row.version,
    })
}

pub(crate) async fn find(
    db: &impl ConnectionTrait,
    id: AccountId,
) -> Result<Option<Account>, DbErr> {
    account::Entity::find_by_id(id).one(db).await?.map(read).transpose()
}

#[derive(FromQueryResult)]
struct WithProof {
    #[sea_orm(nested)]
    account: account::Model,
    verified: bool,
}

/// An account, and whether its real name is proven; every request asks for it.
pub(crate) async fn find_with_proof(
    db: &impl ConnectionTrait,
    id: AccountId,
) -> Result<Option<(Account, bool)>, DbErr> {
    let verified = Expr::exists(verification::store::of_account(id));
    let found = account::Entity::find_by_id(id)
        .column_as(verified, "verified")
        .into_model::<WithProof>()
        .one(db)
        .await?;
    found.map(|row| Ok((read(row.account)?, row.verified))).transpose()
}

pub(crate) async fn find_by_phone(
    db: &impl ConnectionTrait,
    vault: &Vault,
    phone: &Mobile,
) -> Result<Option<Account>, DbErr> {
    let index = crate::code::store::index(vault, phone);
    let found = account::Entity::find().filter(account::Column::PhoneIndex.eq(index)).one(db);
    found.await?.map(read).transpose()
}

pub(crate) async fn find_by_login(
    db: &impl ConnectionTrait,
    login: &str,
) -> Result<Option<Account>, DbErr> {
    let found = account::Entity::find().filter(account::Column::Login.eq(login)).one(db);
    found.await?.map(read).transpose()
}

/// The number of an account, in full.
pub(crate) async fn phone(
    db: &impl ConnectionTrait,
    vault: &Vault,
    id: AccountId,
) -> Result<Option<Mobile>, DbErr> {
    let row = account::Entity::find_by_id(id).one(db).await?;
    let Some(sealed) = row.and_then(|r| r.phone) else { return Ok(None) };
    let text = vault.open_text(&phone_context(id), &sealed).map_err(unsealed)?;
    let number = Mobile::parse(&text);
    number.map(Some).map_err(|_| DbErr::Custom(format!("account {id}: phone")))
}

/// Makes an account; `false` when number or login name are taken.
pub(crate) async fn insert(
    tx: &impl ConnectionTrait,
    vault: &Vault,
    new: &Account,
    phone: Option<&Mobile>,
) -> Result<bool, DbErr> {
    let id = new.id;
    let done = account::Entity::insert(account::ActiveModel {
        id: Set(id),
        kind: Set(new.kind.key().into()),
        phone: Set(phone.map(|p| vault.seal(&phone_context(id), p.as_str().as_bytes()))),
        phone_index: Set(phone.map(|p| crate::code::store::index(vault, p))),
        phone_masked: Set(phone.map(Mobile::masked)),
        login: Set(new.login.clone()),
        password: Set(new.password.clone()),
        name: Set(new.name.clone()),
        state: Set(state(new.active).into()),
        sessions_since: Set(new.sessions_since),
        created_at: Set(new.created_at),
        updated_at: Set(new.created_at),
        version: Set(new.version),
    })
    .on_conflict(OnConflict::new().do_nothing().to_owned())
    .try_insert()
    .exec_without_returning(tx)
    .await?;
    Ok(matches!(done, sea_orm::TryInsertResult::Inserted(1..)))
}

const fn state(active: bool) -> &'static str {
    if active { "active" } else { "disabled" }
}

/// What can be changed of an account.
#[derive(Default)]
pub(crate) struct Change {
    pub(crate) password: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) active: Option<bool>,
    /// Whether sessions that are open now are over.
    pub(crate) log_out: bool,
}

/// Changes an account.
pub(crate) async fn change(
    tx: &impl ConnectionTrait,
    id: AccountId,
    now: DateTime<Utc>,
    change: Change,
) -> Result<(), DbErr> {
    let mut update = touched(now);
    if let Some(password) = change.password {
        update = update.col_expr(account::Column::Password, Expr::value(password));
    }
    if let Some(name) = change.name {
        update = update.col_expr(account::Column::Name, Expr::value(name));
    }
    if let Some(active) = change.active {
        update = update.col_expr(account::Column::State, Expr::value(state(active)));
    }
    if change.log_out {
        update = update.col_expr(account::Column::SessionsSince, Expr::value(now));
    }
    update.filter(account::Column::Id.eq(id)).exec(tx).await?;
    Ok(())
}

/// Binds another number to an account.
pub(crate) async fn set_phone(
    tx: &impl ConnectionTrait,
    vault: &Vault,
    id: AccountId,
    phone: &Mobile,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let sealed = vault.seal(&phone_context(id), phone.as_str().as_bytes());
    let index = crate::code::store::index(vault, phone);
    touched(now)
        .col_expr(account::Column::Phone, Expr::value(sealed))
        .col_expr(account::Column::PhoneIndex, Expr::value(index))
        .col_expr(account::Column::PhoneMasked, Expr::value(phone.masked()))
        .filter(account::Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}

fn touched(now: DateTime<Utc>) -> sea_orm::UpdateMany<account::Entity> {
    account::Entity::update_many()
        .col_expr(account::Column::UpdatedAt, Expr::value(now))
        .col_expr(account::Column::Version, Expr::col(account::Column::Version).add(1))
}

/// Notes which version of a text was agreed to.
pub(crate) async fn consent(
    tx: &impl ConnectionTrait,
    account: AccountId,
    (document, version): (&str, &str),
    at: DateTime<Utc>,
) -> Result<(), DbErr> {
    account_consent::Entity::insert(account_consent::ActiveModel {
        account_id: Set(account),
        document: Set(document.into()),
        version: Set(version.into()),
        at: Set(at),
    })
    .on_conflict(OnConflict::new().do_nothing().to_owned())
    .try_insert()
    .exec_without_returning(tx)
    .await?;
    Ok(())
}

/// Which texts an account agreed to: document, version, when.
pub(crate) async fn consents(
    db: &impl ConnectionTrait,
    account: AccountId,
) -> Result<Vec<(String, String, DateTime<Utc>)>, DbErr> {
    let rows = account_consent::Entity::find()
        .filter(account_consent::Column::AccountId.eq(account))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|r| (r.document, r.version, r.at)).collect())
}

/// Notes what was done to an account's secrets. The account's row is changed before, in the same
/// transaction, so that two never write the same number.
pub(crate) async fn note(
    tx: &impl ConnectionTrait,
    id: AccountId,
    at: DateTime<Utc>,
    actor: &Actor,
    what: &str,
) -> Result<(), DbErr> {
    let mine = account_entry::Entity::find().filter(account_entry::Column::AccountId.eq(id));
    let seq = i64::try_from(mine.count(tx).await?).unwrap_or(i64::MAX) + 1;
    account_entry::Entity::insert(account_entry::ActiveModel {
        account_id: Set(id),
        seq: Set(seq),
        at: Set(at),
        actor: Set(serde_json::to_string(actor).map_err(|e| DbErr::Json(e.to_string()))?),
        what: Set(what.into()),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(())
}

/// The last things done to an account's secrets, latest first.
pub(crate) async fn notes(
    db: &impl ConnectionTrait,
    id: AccountId,
) -> Result<Vec<(DateTime<Utc>, String)>, DbErr> {
    let rows = account_entry::Entity::find()
        .filter(account_entry::Column::AccountId.eq(id))
        .order_by_desc(account_entry::Column::Seq)
        .limit(10)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|r| (r.at, r.what)).collect())
}

pub(crate) async fn failures(db: &impl ConnectionTrait, key: &str) -> Result<Failures, DbErr> {
    let row = login_guard::Entity::find_by_id(key).one(db).await?;
    Ok(row.map_or_else(Failures::default, |r| Failures {
        count: r.failures,
        last: Some(r.last_at),
        locked_until: r.locked_until,
    }))
}

/// Makes the row if it is missing and keeps others from it until the transaction ends.
pub(crate) async fn lock_guard(
    tx: &impl ConnectionTrait,
    key: &str,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let sql = r#"INSERT INTO login_guard ("key", failures, last_at) VALUES ($1, 0, $2)
        ON CONFLICT ("key") DO UPDATE SET failures = login_guard.failures"#;
    tx.execute_raw(statement(tx, sql, [key.into(), now.into()])).await.map(|_| ())
}

pub(crate) async fn save_failures(
    tx: &impl ConnectionTrait,
    key: &str,
    failures: Failures,
) -> Result<(), DbErr> {
    login_guard::Entity::update_many()
        .col_expr(login_guard::Column::Failures, Expr::value(failures.count))
        .col_expr(login_guard::Column::LastAt, Expr::value(failures.last))
        .col_expr(login_guard::Column::LockedUntil, Expr::value(failures.locked_until))
        .filter(login_guard::Column::Key.eq(key))
        .exec(tx)
        .await?;
    Ok(())
}

pub(crate) async fn forget_failures(tx: &impl ConnectionTrait, key: &str) -> Result<(), DbErr> {
    login_guard::Entity::delete_by_id(key).exec(tx).await.map(|_| ())
}

/// Removes counts that no longer matter.
pub(crate) async fn sweep(tx: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<u64, DbErr> {
    let done = login_guard::Entity::delete_many()
        .filter(login_guard::Column::LastAt.lt(now - chrono::Duration::days(1)))
        .exec(tx)
        .await?;
    Ok(done.rows_affected)
}
