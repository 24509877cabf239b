//! 我的立案: a filer's own filings, the latest first, by keyset.
use crate::filing::model::{Capacity, StateName};
use chrono::{DateTime, NaiveDate, Utc};
use db::entity::filing;
use kernel::id::{AccountId, CaseId, FilingId};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, QueryFilter,
    QueryOrder, QuerySelect, sea_query::LikeExpr,
};
use std::str::FromStr;

/// How many a page shows.
pub const PAGE: u64 = 20;

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words of the case name.
    pub words: String,
    pub state: Option<StateName>,
    pub capacity: Option<Capacity>,
    /// Begun on that day in Beijing or later.
    pub from: Option<NaiveDate>,
    /// Begun on that day in Beijing or earlier.
    pub to: Option<NaiveDate>,
}

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Line {
    pub id: FilingId,
    pub case_id: CaseId,
    pub title: String,
    pub state: String,
    pub capacity: String,
    pub court: Option<String>,
    pub registration: Option<String>,
    pub case_number: Option<String>,
    pub round: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub submitted_at: Option<DateTime<Utc>>,
    pub supplement_until: Option<NaiveDate>,
}

impl Line {
    /// Taken back by its filer: a draft that had been submitted.
    pub fn is_withdrawn(&self) -> bool {
        self.state == StateName::Draft.key() && self.round > 0
    }
}

/// The place after a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor(pub DateTime<Utc>, pub FilingId);

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.0.timestamp_micros(), self.1)
    }
}

impl FromStr for Cursor {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        let (at, id) = text.split_once('.').ok_or(())?;
        let at = at.parse().ok().and_then(DateTime::from_timestamp_micros).ok_or(())?;
        Ok(Self(at, id.parse().map_err(|_| ())?))
    }
}

/// One page and where the next begins.
pub async fn list(
    db: &impl ConnectionTrait,
    account: AccountId,
    filter: &Filter,
    after: Option<Cursor>,
) -> Result<(Vec<Line>, Option<Cursor>), DbErr> {
    use filing::Column as C;
    let mut query = filing::Entity::find()
        .filter(C::Filer.eq(account))
        .order_by_desc(C::UpdatedAt)
        .order_by_desc(C::Id)
        .limit(PAGE + 1);
    if let Some(state) = filter.state {
        query = query.filter(C::State.eq(state.key()));
    }
    if let Some(capacity) = filter.capacity {
        query = query.filter(C::Capacity.eq(capacity.key()));
    }
    for word in filter.words.split_whitespace() {
        query =
            query.filter(C::Title.like(LikeExpr::new(format!("%{}%", escape(word))).escape('\\')));
    }
    if let Some(start) = filter.from.and_then(midnight) {
        query = query.filter(C::CreatedAt.gte(start));
    }
    if let Some(end) = filter.to.and_then(|d| d.succ_opt()).and_then(midnight) {
        query = query.filter(C::CreatedAt.lt(end));
    }
    if let Some(Cursor(at, id)) = after {
        query = query.filter(
            Condition::any()
                .add(C::UpdatedAt.lt(at))
                .add(Condition::all().add(C::UpdatedAt.eq(at)).add(C::Id.lt(id))),
        );
    }
    let mut lines = query.into_model::<Line>().all(db).await?;
    let more = lines.len() as u64 > PAGE;
    lines.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    let next = lines.last().filter(|_| more).map(|l| Cursor(l.updated_at, l.id));
    Ok((lines, next))
}

/// The moment at which a day begins in Beijing.
fn midnight(day: NaiveDate) -> Option<DateTime<Utc>> {
    Some(day.and_hms_opt(0, 0, 0)?.and_utc() - chrono::Duration::hours(8))
}

fn escape(word: &str) -> String {
    word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

/// How many filings an account has in each state.
pub async fn counts(
    db: &impl ConnectionTrait,
    filer: AccountId,
) -> Result<Vec<(StateName, i64)>, DbErr> {
    let rows: Vec<(String, i64)> = filing::Entity::find()
        .select_only()
        .column(filing::Column::State)
        .column_as(filing::Column::Id.count(), "n")
        .filter(filing::Column::Filer.eq(filer))
        .group_by(filing::Column::State)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().filter_map(|(s, n)| Some((StateName::from_key(&s)?, n))).collect())
}
