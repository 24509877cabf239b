//! The rows of the papers. Append-only.
use db::entity::court_paper;
use kernel::id::{CaseId, FilingId, MaterialId};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};

pub use court_paper::Model as Paper;

/// All papers of a filing, the latest first.
pub async fn list(db: &impl ConnectionTrait, filing: FilingId) -> Result<Vec<Paper>, DbErr> {
    court_paper::Entity::find()
        .filter(court_paper::Column::FilingId.eq(filing))
        .order_by_desc(court_paper::Column::Seq)
        .all(db)
        .await
}

/// One paper of a filing.
pub async fn find(
    db: &impl ConnectionTrait,
    filing: FilingId,
    id: MaterialId,
) -> Result<Option<Paper>, DbErr> {
    Ok(court_paper::Entity::find_by_id(id).one(db).await?.filter(|p| p.filing_id == filing))
}

/// The paper that an entry of the docket called for, if it is made.
pub(super) async fn of_entry(
    db: &impl ConnectionTrait,
    case: CaseId,
    seq: i64,
) -> Result<Option<Paper>, DbErr> {
    court_paper::Entity::find()
        .filter(court_paper::Column::CaseId.eq(case))
        .filter(court_paper::Column::Seq.eq(seq))
        .one(db)
        .await
}

pub(super) async fn insert(tx: &impl ConnectionTrait, paper: Paper) -> Result<(), DbErr> {
    court_paper::Entity::insert(paper.into_active_model())
        .exec_without_returning(tx)
        .await
        .map(|_| ())
}
