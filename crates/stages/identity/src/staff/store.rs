//! The only file that knows the tables `staff`, `recovery_code` and `staff_entry`.
use super::model::{Entry, Staff, TotpSecret, read_roles, roles_text};
use crate::code::store::unsealed;
use chrono::{DateTime, Utc};
use db::{
    entity::{account, recovery_code, staff, staff_entry},
    vault::Vault,
};
use kernel::{
    actor::{Actor, StaffRole},
    id::AccountId,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait,
    QueryFilter, QueryOrder, sea_query::Expr,
};
use std::collections::{BTreeMap, BTreeSet};

fn context(id: AccountId) -> String {
    format!("staff.totp:{id}")
}

/// Court and offices of an account; all that a request needs to know.
pub(crate) async fn offices(
    db: &impl ConnectionTrait,
    id: AccountId,
) -> Result<Option<(String, BTreeSet<StaffRole>)>, DbErr> {
    let Some(row) = staff::Entity::find_by_id(id).one(db).await? else { return Ok(None) };
    let roles = read_roles(&row.roles).ok_or_else(|| wrong(id, "roles"))?;
    Ok(Some((row.court, roles)))
}

fn wrong(id: AccountId, what: &str) -> DbErr {
    DbErr::Custom(format!("staff {id}: no such {what}"))
}

fn read(row: staff::Model, account: Option<account::Model>) -> Result<Staff, DbErr> {
    let id = row.account_id;
    let account = account.ok_or_else(|| wrong(id, "account"))?;
    Ok(Staff {
        account: id,
        login: account.login.unwrap_or_default(),
        name: account.name.unwrap_or_default(),
        court: row.court,
        roles: read_roles(&row.roles).ok_or_else(|| wrong(id, "roles"))?,
        enrolled: row.totp.is_some() && row.own_password,
        active: account.state == "active",
        sessions_since: account.sessions_since,
    })
}

pub(crate) async fn find(db: &impl ConnectionTrait, id: AccountId) -> Result<Option<Staff>, DbErr> {
    let Some(row) = staff::Entity::find_by_id(id).one(db).await? else { return Ok(None) };
    let account = account::Entity::find_by_id(id).one(db).await?;
    read(row, account).map(Some)
}

pub(crate) async fn find_by_login(
    db: &impl ConnectionTrait,
    login: &str,
) -> Result<Option<Staff>, DbErr> {
    let account = account::Entity::find().filter(account::Column::Login.eq(login)).one(db).await?;
    match account {
        Some(account) => find(db, account.id).await,
        None => Ok(None),
    }
}

/// The secret of the second factor.
pub(crate) async fn secret(
    db: &impl ConnectionTrait,
    vault: &Vault,
    id: AccountId,
) -> Result<Option<TotpSecret>, DbErr> {
    let row = staff::Entity::find_by_id(id).one(db).await?;
    let Some(sealed) = row.and_then(|r| r.totp) else { return Ok(None) };
    let bytes = vault.open(&context(id), &sealed).map_err(unsealed)?;
    TotpSecret::try_from(bytes.as_slice()).map(Some).map_err(|_| wrong(id, "secret"))
}

/// Staff of a court, by login name.
pub(crate) async fn of_court(db: &impl ConnectionTrait, court: &str) -> Result<Vec<Staff>, DbErr> {
    let rows = staff::Entity::find().filter(staff::Column::Court.eq(court)).all(db).await?;
    let ids: Vec<_> = rows.iter().map(|r| r.account_id).collect();
    let accounts = account::Entity::find().filter(account::Column::Id.is_in(ids)).all(db).await?;
    let mut accounts: BTreeMap<_, _> = accounts.into_iter().map(|a| (a.id, a)).collect();
    let mut all = rows
        .into_iter()
        .map(|row| {
            let account = accounts.remove(&row.account_id);
            read(row, account)
        })
        .collect::<Result<Vec<_>, _>>()?;
    all.sort_by(|a, b| a.login.cmp(&b.login));
    Ok(all)
}

/// Whoever else wants to change this member of staff waits until the transaction ends.
pub(crate) async fn lock(tx: &impl ConnectionTrait, id: AccountId) -> Result<(), DbErr> {
    staff::Entity::update_many()
        .col_expr(staff::Column::TotpStep, Expr::col(staff::Column::TotpStep))
        .filter(staff::Column::AccountId.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}

pub(crate) async fn insert(
    tx: &impl ConnectionTrait,
    id: AccountId,
    court: &str,
    roles: &BTreeSet<StaffRole>,
    created_by: Option<AccountId>,
) -> Result<(), DbErr> {
    staff::Entity::insert(staff::ActiveModel {
        account_id: Set(id),
        court: Set(court.into()),
        roles: Set(roles_text(roles)),
        totp: Set(None),
        totp_step: Set(0),
        own_password: Set(false),
        created_by: Set(created_by),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(())
}

pub(crate) async fn set_roles(
    tx: &impl ConnectionTrait,
    id: AccountId,
    roles: &BTreeSet<StaffRole>,
) -> Result<(), DbErr> {
    staff::Entity::update_many()
        .col_expr(staff::Column::Roles, Expr::value(roles_text(roles)))
        .filter(staff::Column::AccountId.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}

/// Sets the second factor, used up to `step`; the password is the person's own from now on.
/// Earlier recovery codes are void.
pub(crate) async fn enrol(
    tx: &impl ConnectionTrait,
    vault: &Vault,
    id: AccountId,
    secret: &TotpSecret,
    step: i64,
) -> Result<(), DbErr> {
    set_factor(tx, id, Some(vault.seal(&context(id), secret)), step).await
}

/// Takes second factor and recovery codes away; the password is no longer the person's own.
pub(crate) async fn unenrol(tx: &impl ConnectionTrait, id: AccountId) -> Result<(), DbErr> {
    set_factor(tx, id, None, 0).await
}

async fn set_factor(
    tx: &impl ConnectionTrait,
    id: AccountId,
    sealed: Option<String>,
    step: i64,
) -> Result<(), DbErr> {
    staff::Entity::update_many()
        .col_expr(staff::Column::OwnPassword, Expr::value(sealed.is_some()))
        .col_expr(staff::Column::Totp, Expr::value(sealed))
        .col_expr(staff::Column::TotpStep, Expr::value(step))
        .filter(staff::Column::AccountId.eq(id))
        .exec(tx)
        .await?;
    recovery_code::Entity::delete_many()
        .filter(recovery_code::Column::AccountId.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}

/// Uses a time step up; `false` when it, or a later one, was used before.
pub(crate) async fn use_step(
    tx: &impl ConnectionTrait,
    id: AccountId,
    step: i64,
) -> Result<bool, DbErr> {
    let done = staff::Entity::update_many()
        .col_expr(staff::Column::TotpStep, Expr::value(step))
        .filter(staff::Column::AccountId.eq(id))
        .filter(staff::Column::TotpStep.lt(step))
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

fn recovery_hash(vault: &Vault, id: AccountId, code: &str) -> String {
    vault.index("recovery", &format!("{id}:{code}"))
}

pub(crate) async fn insert_recovery(
    tx: &impl ConnectionTrait,
    vault: &Vault,
    id: AccountId,
    codes: &[String],
) -> Result<(), DbErr> {
    let rows = codes.iter().map(|code| recovery_code::ActiveModel {
        account_id: Set(id),
        code_hash: Set(recovery_hash(vault, id, code)),
        used_at: Set(None),
    });
    recovery_code::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

/// Uses a recovery code up; `false` when there is none of that kind left.
pub(crate) async fn use_recovery(
    tx: &impl ConnectionTrait,
    vault: &Vault,
    id: AccountId,
    code: &str,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let done = recovery_code::Entity::update_many()
        .col_expr(recovery_code::Column::UsedAt, Expr::value(now))
        .filter(recovery_code::Column::AccountId.eq(id))
        .filter(recovery_code::Column::CodeHash.eq(recovery_hash(vault, id, code)))
        .filter(recovery_code::Column::UsedAt.is_null())
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Notes what was done to an account; the transaction holds its [`lock`].
pub(crate) async fn note(
    tx: &impl ConnectionTrait,
    id: AccountId,
    at: DateTime<Utc>,
    actor: &Actor,
    what: &str,
) -> Result<(), DbErr> {
    let mine = || staff_entry::Entity::find().filter(staff_entry::Column::AccountId.eq(id));
    let seq = i64::try_from(mine().count(tx).await?).unwrap_or(i64::MAX) + 1;
    staff_entry::Entity::insert(staff_entry::ActiveModel {
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

/// What was done to an account, latest first.
pub(crate) async fn entries(db: &impl ConnectionTrait, id: AccountId) -> Result<Vec<Entry>, DbErr> {
    let rows = staff_entry::Entity::find()
        .filter(staff_entry::Column::AccountId.eq(id))
        .order_by_desc(staff_entry::Column::Seq)
        .all(db)
        .await?;
    rows.into_iter()
        .map(|r| {
            let actor = serde_json::from_str(&r.actor).map_err(|e| DbErr::Json(e.to_string()))?;
            Ok(Entry { at: r.at, actor, what: r.what })
        })
        .collect()
}
