//! Reads the intake stage's filings for the home page and the schedule.
use super::model::{Matter, Progress};
use chrono::{DateTime, NaiveDate, Utc};
use db::entity::filing;
use kernel::id::AccountId;
use law::period::{Calendar, appeal_ruling, beijing_day, day_ending};
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
    due_at: Option<DateTime<Utc>>,
    supplement_until: Option<NaiveDate>,
    decided_at: Option<DateTime<Utc>>,
}

fn short(select: Select<filing::Entity>) -> Select<filing::Entity> {
    select.select_only().columns([
        filing::Column::Id,
        filing::Column::Title,
        filing::Column::State,
        filing::Column::DueAt,
        filing::Column::SupplementUntil,
        filing::Column::DecidedAt,
    ])
}

/// The filings last worked on.
pub(super) async fn latest(
    db: &impl ConnectionTrait,
    filer: AccountId,
    (n, today): (u64, NaiveDate),
) -> Result<Vec<Matter>, DbErr> {
    let mine = filing::Entity::find()
        .filter(filing::Column::Filer.eq(filer))
        .order_by_desc(filing::Column::UpdatedAt)
        .order_by_desc(filing::Column::Id)
        .limit(n);
    let rows = short(mine).into_model::<Row>().all(db).await?;
    rows.into_iter().map(|row| row.matter(today)).collect()
}

/// The filings with a day that matters, the nearest day first.
pub(super) async fn awaited(
    db: &impl ConnectionTrait,
    filer: AccountId,
    (n, today): (u64, NaiveDate),
) -> Result<Vec<Matter>, DbErr> {
    let states = [Progress::Submitted, Progress::Supplement, Progress::Refused].map(Progress::key);
    let mine = filing::Entity::find()
        .filter(filing::Column::Filer.eq(filer))
        .filter(filing::Column::State.is_in(states))
        .order_by_desc(filing::Column::UpdatedAt)
        .limit(n);
    let rows = short(mine).into_model::<Row>().all(db).await?;
    let mut matters: Vec<Matter> =
        rows.into_iter().map(|row| row.matter(today)).collect::<Result<_, _>>()?;
    matters.retain(|m| m.due.is_some());
    matters.sort_by_key(|m| m.due);
    Ok(matters)
}

impl Row {
    fn matter(self, today: NaiveDate) -> Result<Matter, DbErr> {
        let state = Progress::ALL
            .into_iter()
            .find(|s| s.key() == self.state)
            .ok_or_else(|| DbErr::Custom(format!("filing {}: no such state", self.id)))?;
        let due = match state {
            Progress::Submitted => self.due_at.map(day_ending),
            Progress::Supplement => self.supplement_until,
            Progress::Refused => self.decided_at.map(appealable).filter(|last| *last >= today),
            Progress::Draft | Progress::Accepted => None,
        };
        Ok(Matter { id: self.id, title: self.title, state, due })
    }
}

/// 上诉期间的最后一日 (第一百七十一条第二款: 裁定书送达之日起十日内), where the ruling is served on the platform the day
/// it is made; who gets it later has longer.
fn appealable(decided: DateTime<Utc>) -> NaiveDate {
    appeal_ruling(beijing_day(decided), false, Calendar::in_use()).last_day
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(state: Progress) -> Row {
        let day = NaiveDate::from_ymd_opt(2026, 12, 4).unwrap();
        Row {
            id: kernel::id::FilingId::new(),
            title: "张三诉李四民间借贷纠纷".into(),
            state: state.key().into(),
            due_at: Some(law::period::end_of_day(day)),
            supplement_until: None,
            decided_at: Some("2026-12-01T02:00:00Z".parse().unwrap()),
        }
    }

    fn due(state: Progress, today: (u32, u32)) -> Option<NaiveDate> {
        let today = NaiveDate::from_ymd_opt(2026, today.0, today.1).unwrap();
        row(state).matter(today).unwrap().due
    }

    #[test]
    fn the_day_of_the_answer_is_the_one_that_ends_then() {
        assert_eq!(due(Progress::Submitted, (12, 20)), NaiveDate::from_ymd_opt(2026, 12, 4));
    }

    /// Decided on Tuesday 2026-12-01: the tenth day is Friday the 11th; afterwards nothing is due.
    #[test]
    fn art171_a_refusal_may_be_appealed_for_ten_days() {
        assert_eq!(due(Progress::Refused, (12, 11)), NaiveDate::from_ymd_opt(2026, 12, 11));
        assert_eq!(due(Progress::Refused, (12, 12)), None);
    }
}
