//! The tables of the review, and the filings as the desk looks them up.
use crate::filing::{
    model::{Decision, Mark, StateName},
    submitted::SubmittedFile,
};
use chrono::{DateTime, NaiveDate, Utc};
use db::{
    entity::{filing, filing_material, filing_review, filing_review_draft},
    keyset::{By, Direction, Key, Slice, Turn, slice},
};
use kernel::id::{AccountId, FilingId};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait, Select,
    sea_query::{Expr, ExprTrait, LikeExpr, OnConflict},
};
use uuid::Uuid;

/// How many of a court's filings in one state are looked through for words.
pub(super) const LOOKED_THROUGH: u64 = 5_000;

/// A line of the queue.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult, serde::Serialize, utoipa::ToSchema)]
#[schema(as = desk::Row)]
pub(super) struct Row {
    #[schema(value_type = uuid::Uuid)]
    pub(super) id: FilingId,
    pub(super) title: String,
    pub(super) plaintiffs: String,
    pub(super) defendants: String,
    pub(super) cause: Option<String>,
    pub(super) cause_list: String,
    pub(super) claim_amount: Option<i64>,
    pub(super) state: String,
    pub(super) round: i64,
    pub(super) supplements: i64,
    pub(super) registration: Option<String>,
    pub(super) case_number: Option<String>,
    pub(super) submitted_at: Option<DateTime<Utc>>,
    pub(super) due_at: Option<DateTime<Utc>>,
    pub(super) decided_at: Option<DateTime<Utc>>,
}

/// What the queue is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sought {
    pub(super) state: StateName,
    /// Part of a name or of the title.
    pub(super) words: String,
    /// Ids of causes; nothing means any.
    pub(super) causes: Vec<String>,
    /// Must be answered in this time; only for what waits.
    pub(super) due: Option<(DateTime<Utc>, DateTime<Utc>)>,
}

/// A page of the queue: what waits longest stands first, what was decided last stands first.
pub(super) async fn queue(
    db: &impl ConnectionTrait,
    court: &str,
    sought: &Sought,
    turn: Turn,
    n: usize,
) -> Result<Slice<Row>, DbErr> {
    use filing::Column as C;
    let waiting = sought.state == StateName::Submitted;
    let (at, order) =
        if waiting { (C::SubmittedAt, Direction::Asc) } else { (C::DecidedAt, Direction::Desc) };
    let key: fn(&Row) -> Key = if waiting {
        |r| Key { at: r.submitted_at.unwrap_or_default(), id: r.id.0 }
    } else {
        |r| Key { at: r.decided_at.unwrap_or_default(), id: r.id.0 }
    };
    let all = of_court(court, sought.state);
    let chosen = match filters(sought) {
        None => all,
        Some(filters) => {
            let order = if waiting { sea_orm::Order::Asc } else { sea_orm::Order::Desc };
            let looked = all.clone().select_only().column(C::Id);
            let looked = looked.order_by(at, order.clone()).order_by(C::Id, order);
            let looked = looked.limit(LOOKED_THROUGH).into_query();
            all.filter(C::Id.in_subquery(looked)).filter(filters)
        }
    };
    slice(db, columns(chosen), By { at, id: C::Id, order, key }, turn, n).await
}

fn of_court(court: &str, state: StateName) -> Select<filing::Entity> {
    filing::Entity::find()
        .filter(filing::Column::Court.eq(court))
        .filter(filing::Column::State.eq(state.key()))
}

/// What no index helps with.
fn filters(sought: &Sought) -> Option<Condition> {
    use filing::Column as C;
    let mut filters = Condition::all();
    for word in sought.words.split_whitespace() {
        let like = LikeExpr::new(format!("%{}%", escaped(word))).escape('!');
        let names = [C::Title, C::Plaintiffs, C::Defendants];
        filters = filters
            .add(names.into_iter().fold(Condition::any(), |any, c| any.add(c.like(like.clone()))));
    }
    if !sought.causes.is_empty() {
        filters = filters.add(C::Cause.is_in(sought.causes.iter().cloned()));
    }
    if let Some((from, to)) = sought.due {
        filters = filters.add(C::DueAt.gte(from)).add(C::DueAt.lt(to));
    }
    (!filters.is_empty()).then_some(filters)
}

/// `%`, `_` and `!` stand for themselves.
fn escaped(word: &str) -> String {
    word.replace('!', "!!").replace('%', "!%").replace('_', "!_")
}

/// The filing of that registration or case number, if it lies with the court and was submitted.
pub(super) async fn coded(
    db: &impl ConnectionTrait,
    court: &str,
    code: &str,
) -> Result<Option<Row>, DbErr> {
    use filing::Column as C;
    for column in [C::Registration, C::CaseNumber] {
        let coded = filing::Entity::find()
            .filter(column.eq(code))
            .filter(C::Court.eq(court))
            .filter(C::State.ne(StateName::Draft.key()));
        if let Some(row) = columns(coded).into_model().one(db).await? {
            return Ok(Some(row));
        }
    }
    Ok(None)
}

/// All columns but the sealed content.
fn columns(select: Select<filing::Entity>) -> Select<filing::Entity> {
    use filing::Column as C;
    select.select_only().columns([
        C::Id,
        C::Title,
        C::Plaintiffs,
        C::Defendants,
        C::Cause,
        C::CauseList,
        C::ClaimAmount,
        C::State,
        C::Round,
        C::Supplements,
        C::Registration,
        C::CaseNumber,
        C::SubmittedAt,
        C::DueAt,
        C::DecidedAt,
    ])
}

/// Whose matter it is, for finding the same one elsewhere.
pub(super) struct Sides<'a> {
    pub(super) court: &'a str,
    pub(super) plaintiffs: &'a str,
    pub(super) defendants: &'a str,
    pub(super) cause: Option<&'a str>,
}

/// How many with the same beginnings of names are compared whole. (Comparing whole names in the query
/// would keep `SQLite` from using the index over their beginnings.)
const LIKELY_TWINS: u64 = 100;
/// How many are shown.
const TWINS: usize = 10;

/// Other filings of the same plaintiffs against the same defendants for the same cause that are
/// open or accepted in this court (重复起诉, 民诉法解释第二百四十七条).
pub(super) async fn twins(
    db: &impl ConnectionTrait,
    this: FilingId,
    sides: &Sides<'_>,
) -> Result<Vec<Row>, DbErr> {
    use filing::Column as C;
    let same = filing::Entity::find()
        .filter(C::Court.eq(sides.court))
        .filter(Expr::cust("substr(plaintiffs, 1, 40)").eq(beginning(sides.plaintiffs)))
        .filter(Expr::cust("substr(defendants, 1, 40)").eq(beginning(sides.defendants)))
        .filter(C::Cause.eq(sides.cause))
        .filter(C::Id.ne(this))
        .limit(LIKELY_TWINS);
    let likely: Vec<Row> = columns(same).into_model().all(db).await?;
    let states = [StateName::Submitted, StateName::Supplement, StateName::Accepted];
    let open = |row: &Row| states.iter().any(|s| s.key() == row.state);
    let same = |row: &Row| row.plaintiffs == sides.plaintiffs && row.defendants == sides.defendants;
    Ok(likely.into_iter().filter(|row| open(row) && same(row)).take(TWINS).collect())
}

/// What `substr(…, 1, 40)` gives of the same text.
fn beginning(names: &str) -> String {
    names.chars().take(40).collect()
}

/// The papers that the platform put into the file.
pub(super) async fn papers(
    db: &impl ConnectionTrait,
    filing: FilingId,
) -> Result<Vec<SubmittedFile>, DbErr> {
    let rows = filing_material::Entity::find()
        .filter(filing_material::Column::FilingId.eq(filing))
        .filter(filing_material::Column::Generated.is_not_null())
        .order_by_asc(filing_material::Column::CreatedAt)
        .all(db)
        .await?;
    let paper = |m: filing_material::Model| SubmittedFile {
        id: m.id,
        category: m.category,
        name: m.name,
        file_name: m.file_name,
        sha256: m.sha256,
        media_type: m.media_type,
        size: m.size,
        pages: m.pages,
        generated: true,
    };
    Ok(rows.into_iter().map(paper).collect())
}

/// One answer of the court, and whose it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Review {
    pub(super) round: u32,
    pub(super) clerk: AccountId,
    pub(super) at: DateTime<Utc>,
    pub(super) decision: Decision,
    pub(super) marks: Vec<Mark>,
    pub(super) opinion: String,
    pub(super) law: String,
    pub(super) until: Option<NaiveDate>,
    pub(super) court: Option<String>,
}

/// The ruling that was kept with the refusal of that moment.
pub(crate) async fn ruling_at(
    db: &impl ConnectionTrait,
    filing: FilingId,
    at: DateTime<Utc>,
) -> Result<Option<String>, DbErr> {
    let row = filing_review::Entity::find()
        .filter(filing_review::Column::FilingId.eq(filing))
        .filter(filing_review::Column::Decision.eq(Decision::Refuse.key()))
        .filter(filing_review::Column::At.lte(at))
        .order_by_desc(filing_review::Column::At)
        .one(db)
        .await?;
    Ok(row.map(|r| r.opinion))
}

/// Keeps an answer.
pub(super) async fn insert_review(
    tx: &impl ConnectionTrait,
    filing: FilingId,
    review: &Review,
) -> Result<(), DbErr> {
    filing_review::Entity::insert(filing_review::ActiveModel {
        id: Set(Uuid::now_v7()),
        filing_id: Set(filing),
        round: Set(review.round.into()),
        clerk: Set(review.clerk),
        at: Set(review.at),
        decision: Set(review.decision.key().into()),
        marks: Set(json(&review.marks)?),
        opinion: Set(review.opinion.clone()),
        law: Set(review.law.clone()),
        until: Set(review.until),
        court: Set(review.court.clone()),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(())
}

/// The court's answers, the latest first.
pub(super) async fn reviews(
    db: &impl ConnectionTrait,
    filing: FilingId,
) -> Result<Vec<Review>, DbErr> {
    let rows = filing_review::Entity::find()
        .filter(filing_review::Column::FilingId.eq(filing))
        .order_by_desc(filing_review::Column::At)
        .order_by_desc(filing_review::Column::Id)
        .all(db)
        .await?;
    rows.into_iter().map(Review::try_from).collect()
}

/// The marks made so far on what was submitted at `since`; older ones belong to a submission that
/// was withdrawn, or to another court.
pub(super) async fn draft(
    db: &impl ConnectionTrait,
    filing: FilingId,
    since: DateTime<Utc>,
) -> Result<Vec<Mark>, DbErr> {
    let row = filing_review_draft::Entity::find_by_id(filing)
        .filter(filing_review_draft::Column::UpdatedAt.gte(since))
        .one(db)
        .await?;
    row.map_or(Ok(Vec::new()), |row| marks(&row.marks))
}

/// Keeps the marks made so far.
pub(super) async fn save_draft(
    tx: &impl ConnectionTrait,
    filing: FilingId,
    clerk: AccountId,
    marks: &[Mark],
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    use filing_review_draft::Column as C;
    let again = OnConflict::column(C::FilingId)
        .update_columns([C::Clerk, C::Marks, C::UpdatedAt])
        .to_owned();
    filing_review_draft::Entity::insert(filing_review_draft::ActiveModel {
        filing_id: Set(filing),
        clerk: Set(clerk),
        marks: Set(json(marks)?),
        opinion: Set(String::new()),
        updated_at: Set(now),
    })
    .on_conflict(again)
    .exec_without_returning(tx)
    .await?;
    Ok(())
}

/// The marks have become part of an answer.
pub(super) async fn drop_draft(tx: &impl ConnectionTrait, filing: FilingId) -> Result<(), DbErr> {
    filing_review_draft::Entity::delete_by_id(filing).exec(tx).await.map(|_| ())
}

fn json(marks: &[Mark]) -> Result<String, DbErr> {
    serde_json::to_string(marks).map_err(|e| DbErr::Json(e.to_string()))
}

fn marks(text: &str) -> Result<Vec<Mark>, DbErr> {
    serde_json::from_str(text).map_err(|e| DbErr::Json(e.to_string()))
}

impl TryFrom<filing_review::Model> for Review {
    type Error = DbErr;
    fn try_from(row: filing_review::Model) -> Result<Self, DbErr> {
        let odd = |what: &str| DbErr::Custom(format!("filing_review {}: {what}", row.id));
        Ok(Self {
            round: u32::try_from(row.round).map_err(|_| odd("round out of range"))?,
            decision: Decision::from_key(&row.decision).ok_or_else(|| odd("no such decision"))?,
            marks: marks(&row.marks)?,
            clerk: row.clerk,
            at: row.at,
            opinion: row.opinion,
            law: row.law,
            until: row.until,
            court: row.court,
        })
    }
}
