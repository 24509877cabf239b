//! Reads the intake stage's filings for the home page and the schedule.
use super::model::{Matter, Progress};
use db::entity::filing;
use kernel::id::AccountId;
use law::period::day_ending;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect, Select,
};

/// The columns that are needed; the sealed content is not among them.
#[derive(FromQueryResult)]
struct Row {
    id: kernel::id::FilingId,
    title: String,
    state: String,
    due_at: Option<chrono::DateTime<chrono::Utc>>,
    supplement_until: Option<chrono::NaiveDate>,
}

fn short(select: Select<filing::Entity>) -> Select<filing::Entity> {
    select.select_only().columns([
        filing::Column::Id,
        filing::Column::Title,
        filing::Column::State,
        filing::Column::DueAt,
        filing::Column::SupplementUntil,
    ])
}

/// The filings last worked on.
pub(super) async fn latest(
    db: &impl ConnectionTrait,
    filer: AccountId,
    n: u64,
) -> Result<Vec<Matter>, DbErr> {
    let mine = filing::Entity::find()
        .filter(filing::Column::Filer.eq(filer))
        .order_by_desc(filing::Column::UpdatedAt)
        .order_by_desc(filing::Column::Id)
        .limit(n);
    short(mine).into_model::<Row>().all(db).await?.into_iter().map(Matter::try_from).collect()
}

/// The filings with a day that matters, the nearest day first.
pub(super) async fn awaited(
    db: &impl ConnectionTrait,
    filer: AccountId,
    n: u64,
) -> Result<Vec<Matter>, DbErr> {
    let states = [Progress::Submitted.key(), Progress::Supplement.key()];
    let mine = filing::Entity::find()
        .filter(filing::Column::Filer.eq(filer))
        .filter(filing::Column::State.is_in(states))
        .order_by_desc(filing::Column::UpdatedAt)
        .limit(n);
    let rows = short(mine).into_model::<Row>().all(db).await?;
    let mut matters: Vec<Matter> =
        rows.into_iter().map(Matter::try_from).collect::<Result<_, _>>()?;
    matters.retain(|m| m.due.is_some());
    matters.sort_by_key(|m| m.due);
    Ok(matters)
}

impl TryFrom<Row> for Matter {
    type Error = DbErr;
    fn try_from(row: Row) -> Result<Self, DbErr> {
        let state = Progress::ALL
            .into_iter()
            .find(|s| s.key() == row.state)
            .ok_or_else(|| DbErr::Custom(format!("filing {}: no such state", row.id)))?;
        let due = match state {
            Progress::Submitted => row.due_at.map(day_ending),
            Progress::Supplement => row.supplement_until,
            Progress::Draft | Progress::Accepted | Progress::Refused => None,
        };
        Ok(Self { id: row.id, title: row.title, state, due })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_of_the_answer_is_the_one_that_ends_then() {
        let day = chrono::NaiveDate::from_ymd_opt(2026, 12, 4).unwrap();
        let row = Row {
            id: kernel::id::FilingId::new(),
            title: "张三诉李四民间借贷纠纷".into(),
            state: Progress::Submitted.key().into(),
            due_at: Some(law::period::end_of_day(day)),
            supplement_until: None,
        };
        assert_eq!(Matter::try_from(row).unwrap().due, Some(day));
    }
}
