//! The court's answers, as the filer reads them. Written by the review.
use crate::filing::model::{Answer, Decision};
use db::entity::filing_review;
use kernel::id::FilingId;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

/// Every answer, the newest first.
pub async fn list(db: &impl ConnectionTrait, id: FilingId) -> Result<Vec<Answer>, DbErr> {
    newest(id).all(db).await?.into_iter().map(answer).collect()
}

/// The newest answer.
pub async fn last(db: &impl ConnectionTrait, id: FilingId) -> Result<Option<Answer>, DbErr> {
    newest(id).one(db).await?.map(answer).transpose()
}

fn newest(id: FilingId) -> sea_orm::Select<filing_review::Entity> {
    use filing_review::Column as C;
    filing_review::Entity::find()
        .filter(C::FilingId.eq(id))
        .order_by_desc(C::At)
        .order_by_desc(C::Id)
}

fn answer(row: filing_review::Model) -> Result<Answer, DbErr> {
    let broken = |what: &str| DbErr::Custom(format!("filing_review {}: {what}", row.id));
    Ok(Answer {
        round: u32::try_from(row.round).map_err(|_| broken("a round below zero"))?,
        at: row.at,
        decision: Decision::from_key(&row.decision).ok_or_else(|| broken("no such decision"))?,
        marks: serde_json::from_str(&row.marks).map_err(|_| broken("marks cannot be read"))?,
        opinion: row.opinion,
        law: row.law,
        until: row.until,
    })
}
