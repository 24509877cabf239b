//! The only file that knows the tables `entry_step`, `sms_message` and `sms_number`.
use super::model::{Code, Mobile, PER_DAY, Purpose, Step};
use chrono::{DateTime, Duration, Utc};
use db::{
    entity::{entry_step, sms_message},
    statement,
    vault::{Vault, VaultError},
};
use kernel::id::{SmsId, StepId};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, sea_query::Expr,
};

/// A sealed text that does not open is a fault of ours.
#[expect(clippy::needless_pass_by_value, reason = "stands in map_err")]
pub(crate) fn unsealed(e: VaultError) -> DbErr {
    DbErr::Custom(e.to_string())
}

/// Blind index of a number.
pub(crate) fn index(vault: &Vault, phone: &Mobile) -> String {
    vault.index("mobile", phone.as_str())
}

/// Hash under which a code is kept.
pub(crate) fn code_hash(vault: &Vault, id: StepId, code: &str) -> String {
    vault.index("code", &format!("{id}:{code}"))
}

fn phone_context(id: StepId) -> String {
    format!("entry_step.phone:{id}")
}

fn pending_context(id: StepId) -> String {
    format!("entry_step.pending:{id}")
}

pub(crate) async fn insert(
    tx: &impl ConnectionTrait,
    vault: &Vault,
    step: &Step,
) -> Result<(), DbErr> {
    let seal = |context: String, text: &str| vault.seal(&context, text.as_bytes());
    entry_step::Entity::insert(entry_step::ActiveModel {
        id: Set(step.id),
        purpose: Set(step.purpose.key().into()),
        visitor: Set(step.visitor.clone()),
        account_id: Set(step.account),
        phone: Set(step.phone.as_ref().map(|p| seal(phone_context(step.id), p.as_str()))),
        phone_index: Set(step.phone.as_ref().map(|p| index(vault, p))),
        code_hash: Set(step.code.as_ref().map(|c| c.hash.clone())),
        code_until: Set(step.code.as_ref().map(|c| c.until)),
        tries: Set(step.tries),
        next: Set(step.next.clone()),
        pending: Set(step.pending.as_ref().map(|p| seal(pending_context(step.id), p))),
        proven_at: Set(step.proven_at),
        finished_at: Set(step.finished_at),
        created_at: Set(step.created_at),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(())
}

pub(crate) async fn find(
    db: &impl ConnectionTrait,
    vault: &Vault,
    id: StepId,
) -> Result<Option<Step>, DbErr> {
    let Some(row) = entry_step::Entity::find_by_id(id).one(db).await? else { return Ok(None) };
    let open = |context: String, sealed: Option<&String>| {
        sealed.map(|s| vault.open_text(&context, s)).transpose().map_err(unsealed)
    };
    let wrong = |what: &str| DbErr::Custom(format!("entry_step {id}: {what}"));
    let phone = open(phone_context(id), row.phone.as_ref())?;
    let phone = phone.map(|p| Mobile::parse(&p)).transpose().map_err(|_| wrong("phone"))?;
    Ok(Some(Step {
        id,
        purpose: Purpose::from_key(&row.purpose).ok_or_else(|| wrong("purpose"))?,
        visitor: row.visitor,
        account: row.account_id,
        phone,
        code: row.code_hash.zip(row.code_until).map(|(hash, until)| Code { hash, until }),
        tries: row.tries,
        next: row.next,
        pending: open(pending_context(id), row.pending.as_ref())?,
        proven_at: row.proven_at,
        finished_at: row.finished_at,
        created_at: row.created_at,
    }))
}

/// Notes a try; `false` when another request was faster.
pub(crate) async fn note_try(
    tx: &impl ConnectionTrait,
    step: &Step,
    proven_at: Option<DateTime<Utc>>,
) -> Result<bool, DbErr> {
    let done = entry_step::Entity::update_many()
        .col_expr(entry_step::Column::Tries, Expr::value(step.tries + 1))
        .col_expr(entry_step::Column::ProvenAt, Expr::value(proven_at))
        .filter(entry_step::Column::Id.eq(step.id))
        .filter(entry_step::Column::Tries.eq(step.tries))
        .filter(entry_step::Column::ProvenAt.is_null())
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Puts a new code in the place of the old.
pub(crate) async fn renew(tx: &impl ConnectionTrait, id: StepId, code: &Code) -> Result<(), DbErr> {
    entry_step::Entity::update_many()
        .col_expr(entry_step::Column::Tries, Expr::value(0_i64))
        .col_expr(entry_step::Column::CodeHash, Expr::value(code.hash.clone()))
        .col_expr(entry_step::Column::CodeUntil, Expr::value(code.until))
        .filter(entry_step::Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}

/// Uses the walk up; `false` when it was used up before.
pub(crate) async fn finish(
    tx: &impl ConnectionTrait,
    id: StepId,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let done = entry_step::Entity::update_many()
        .col_expr(entry_step::Column::FinishedAt, Expr::value(now))
        .filter(entry_step::Column::Id.eq(id))
        .filter(entry_step::Column::FinishedAt.is_null())
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Whoever else wants to write to this number waits until the transaction ends.
pub(crate) async fn lock_number(tx: &impl ConnectionTrait, index: &str) -> Result<(), DbErr> {
    let sql = "INSERT INTO sms_number (number_index, n) VALUES ($1, 1)
        ON CONFLICT (number_index) DO UPDATE SET n = sms_number.n + 1";
    tx.execute_raw(statement(tx, sql, [index.into()])).await.map(|_| ())
}

/// When the last messages to a number were asked for, newest first.
pub(crate) async fn sent_to(
    tx: &impl ConnectionTrait,
    index: &str,
) -> Result<Vec<DateTime<Utc>>, DbErr> {
    let most = u64::try_from(PER_DAY).unwrap_or(u64::MAX);
    let rows = sms_message::Entity::find()
        .filter(sms_message::Column::NumberIndex.eq(index))
        .order_by_desc(sms_message::Column::CreatedAt)
        .limit(most)
        .all(tx)
        .await?;
    Ok(rows.into_iter().map(|r| r.created_at).collect())
}

/// A message to be sent.
pub(crate) struct Message {
    pub(crate) id: SmsId,
    pub(crate) number: String,
    pub(crate) body: Option<String>,
    pub(crate) until: DateTime<Utc>,
}

fn number_context(id: SmsId) -> String {
    format!("sms_message.number:{id}")
}

fn body_context(id: SmsId) -> String {
    format!("sms_message.body:{id}")
}

pub(crate) async fn insert_message(
    tx: &impl ConnectionTrait,
    vault: &Vault,
    (phone, body): (&Mobile, &str),
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<SmsId, DbErr> {
    let id = SmsId::new();
    sms_message::Entity::insert(sms_message::ActiveModel {
        id: Set(id),
        number_index: Set(index(vault, phone)),
        number: Set(vault.seal(&number_context(id), phone.as_str().as_bytes())),
        body: Set(Some(vault.seal(&body_context(id), body.as_bytes()))),
        created_at: Set(now),
        until: Set(until),
        sent_at: Set(None),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(id)
}

pub(crate) async fn find_message(
    db: &impl ConnectionTrait,
    vault: &Vault,
    id: SmsId,
) -> Result<Option<Message>, DbErr> {
    let Some(row) = sms_message::Entity::find_by_id(id).one(db).await? else { return Ok(None) };
    let number = vault.open_text(&number_context(id), &row.number).map_err(unsealed)?;
    let body = row.body.map(|b| vault.open_text(&body_context(id), &b)).transpose();
    Ok(Some(Message { id, number, body: body.map_err(unsealed)?, until: row.until }))
}

/// Notes that a message was handed over (or is not worth sending any more) and forgets its text.
pub(crate) async fn forget_body(
    tx: &impl ConnectionTrait,
    id: SmsId,
    sent_at: Option<DateTime<Utc>>,
) -> Result<(), DbErr> {
    sms_message::Entity::update_many()
        .col_expr(sms_message::Column::Body, Expr::value(None::<String>))
        .col_expr(sms_message::Column::SentAt, Expr::value(sent_at))
        .filter(sms_message::Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}

/// Removes walks and messages that no limit looks at any more.
pub(crate) async fn sweep(tx: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<u64, DbErr> {
    let old = now - Duration::days(2);
    let steps = entry_step::Entity::delete_many()
        .filter(entry_step::Column::CreatedAt.lt(old))
        .exec(tx)
        .await?;
    let messages = sms_message::Entity::delete_many()
        .filter(sms_message::Column::CreatedAt.lt(old))
        .exec(tx)
        .await?;
    Ok(steps.rows_affected + messages.rows_affected)
}
