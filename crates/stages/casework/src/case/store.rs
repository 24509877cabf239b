//! The only file that knows the tables of cases. Materials are the intake stage's; they are read here.
use super::{
    model::{Case, CaseState, Party, Stage},
    space::{Document, Paper},
};
use db::{
    entity::{case_member, case_party, court_case, court_paper, docket_head, filing_material},
    keyset::{By, Direction, Key, Slice, Turn, slice},
};
use kernel::{
    docket::{NamedParty, PartyRole},
    id::{AccountId, CaseId, FilingId},
};
use law::{
    CaseKind,
    materials::{self, Capacity},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, sea_query::OnConflict,
};
use std::collections::HashMap;

/// How many of the latest cases a search by part of the title looks through.
pub(super) const LOOKED_THROUGH: u64 = 5_000;

/// Adds a case, its parties and its first member; nothing if it is already there.
pub(super) async fn insert(
    tx: &impl ConnectionTrait,
    case: &Case,
    filer: AccountId,
    parties: &[NamedParty],
) -> Result<(), DbErr> {
    let row = court_case::Model {
        id: case.id,
        filing_id: case.filing,
        number: case.number.clone(),
        court: case.court.clone(),
        cause: case.cause.clone(),
        title: case.title.clone(),
        stage: case.stage.key().into(),
        state: case.state.key().into(),
        accepted_at: case.accepted_at,
        version: 1,
    };
    let once = OnConflict::column(court_case::Column::Id).do_nothing().to_owned();
    court_case::Entity::insert(row.into_active_model())
        .on_conflict(once)
        .try_insert()
        .exec_without_returning(tx)
        .await?;
    insert_parties(tx, case, filer, parties).await?;
    let member =
        case_member::Model { account_id: filer, case_id: case.id, accepted_at: case.accepted_at };
    let once = OnConflict::columns([case_member::Column::AccountId, case_member::Column::CaseId])
        .do_nothing()
        .to_owned();
    case_member::Entity::insert(member.into_active_model())
        .on_conflict(once)
        .try_insert()
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// The filer is known to be the plaintiff only where there is one plaintiff.
async fn insert_parties(
    tx: &impl ConnectionTrait,
    case: &Case,
    filer: AccountId,
    parties: &[NamedParty],
) -> Result<(), DbErr> {
    let plaintiffs = parties.iter().filter(|p| p.role == PartyRole::Plaintiff).count();
    let rows: Vec<_> = (1_i64..)
        .zip(parties)
        .map(|(position, party)| case_party::ActiveModel {
            case_id: Set(case.id),
            position: Set(position),
            account_id: Set(
                (plaintiffs == 1 && party.role == PartyRole::Plaintiff).then_some(filer)
            ),
            role: Set(party.role.key().into()),
            name: Set(party.name.clone()),
            court: Set(case.court.clone()),
            accepted_at: Set(case.accepted_at),
        })
        .collect();
    if rows.is_empty() {
        return Ok(());
    }
    let once = OnConflict::columns([case_party::Column::CaseId, case_party::Column::Position])
        .do_nothing()
        .to_owned();
    case_party::Entity::insert_many(rows)
        .on_conflict(once)
        .try_insert()
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// One case.
pub(crate) async fn find(db: &impl ConnectionTrait, id: CaseId) -> Result<Option<Case>, DbErr> {
    court_case::Entity::find_by_id(id).one(db).await?.map(Case::try_from).transpose()
}

/// The case of that number.
pub(crate) async fn find_by_number(
    db: &impl ConnectionTrait,
    number: &str,
) -> Result<Option<Case>, DbErr> {
    let found = court_case::Entity::find().filter(court_case::Column::Number.eq(number)).one(db);
    found.await?.map(Case::try_from).transpose()
}

/// Whether the case is in this person's 我的案件.
pub(super) async fn is_member(
    db: &impl ConnectionTrait,
    account: AccountId,
    case: CaseId,
) -> Result<bool, DbErr> {
    Ok(case_member::Entity::find_by_id((account, case)).one(db).await?.is_some())
}

/// The parties in the order of the complaint.
pub(super) async fn parties(db: &impl ConnectionTrait, case: CaseId) -> Result<Vec<Party>, DbErr> {
    let rows = case_party::Entity::find()
        .filter(case_party::Column::CaseId.eq(case))
        .order_by_asc(case_party::Column::Position)
        .all(db)
        .await?;
    rows.into_iter().map(Party::try_from).collect()
}

/// A person's cases, latest first.
pub(super) async fn of_account(
    db: &impl ConnectionTrait,
    account: AccountId,
    turn: Turn,
    n: usize,
) -> Result<Slice<Case>, DbErr> {
    let mine = case_member::Entity::find().filter(case_member::Column::AccountId.eq(account));
    let by = By {
        at: case_member::Column::AcceptedAt,
        id: case_member::Column::CaseId,
        order: Direction::Desc,
        key: |m: &case_member::Model| Key { at: m.accepted_at, id: m.case_id.0 },
    };
    let page = slice(db, mine, by, turn, n).await?;
    let ids: Vec<CaseId> = page.rows.iter().map(|m| m.case_id).collect();
    let rows = in_order(db, &ids).await?;
    Ok(Slice { rows, previous: page.previous, next: page.next })
}

/// A person's latest cases.
pub(crate) async fn latest(
    db: &impl ConnectionTrait,
    account: AccountId,
    n: usize,
) -> Result<Vec<Case>, DbErr> {
    Ok(of_account(db, account, Turn::First, n).await?.rows)
}

/// A court's cases, latest first.
pub(super) async fn of_court(
    db: &impl ConnectionTrait,
    court: &str,
    turn: Turn,
    n: usize,
) -> Result<Slice<Case>, DbErr> {
    let all = court_case::Entity::find().filter(court_case::Column::Court.eq(court));
    let by = By {
        at: court_case::Column::AcceptedAt,
        id: court_case::Column::Id,
        order: Direction::Desc,
        key: |c: &court_case::Model| Key { at: c.accepted_at, id: c.id.0 },
    };
    let page = slice(db, all, by, turn, n).await?;
    let rows = page.rows.into_iter().map(Case::try_from).collect::<Result<_, _>>()?;
    Ok(Slice { rows, previous: page.previous, next: page.next })
}

/// A court's cases with a party of exactly this name, latest first.
pub(super) async fn of_party(
    db: &impl ConnectionTrait,
    court: &str,
    name: &str,
    turn: Turn,
    n: usize,
) -> Result<Slice<Case>, DbErr> {
    let named = case_party::Entity::find()
        .filter(case_party::Column::Court.eq(court))
        .filter(case_party::Column::Name.eq(name));
    let by = By {
        at: case_party::Column::AcceptedAt,
        id: case_party::Column::CaseId,
        order: Direction::Desc,
        key: |p: &case_party::Model| Key { at: p.accepted_at, id: p.case_id.0 },
    };
    let page = slice(db, named, by, turn, n).await?;
    let mut ids: Vec<CaseId> = page.rows.iter().map(|p| p.case_id).collect();
    ids.dedup();
    let rows = in_order(db, &ids).await?;
    Ok(Slice { rows, previous: page.previous, next: page.next })
}

/// Among the latest cases of a court, those whose title contains `text`.
pub(super) async fn of_court_titled(
    db: &impl ConnectionTrait,
    court: &str,
    text: &str,
    n: usize,
) -> Result<Vec<Case>, DbErr> {
    let sql = "SELECT id FROM (SELECT id, title, accepted_at FROM court_case WHERE court = $1
            ORDER BY accepted_at DESC, id DESC LIMIT $2) AS latest
        WHERE title LIKE $3 ESCAPE '!' ORDER BY accepted_at DESC, id DESC LIMIT $4";
    titled(db, sql, court.into(), text, n).await
}

/// Among a person's latest cases, those whose title contains `text`.
pub(super) async fn of_account_titled(
    db: &impl ConnectionTrait,
    account: AccountId,
    text: &str,
    n: usize,
) -> Result<Vec<Case>, DbErr> {
    let sql = "SELECT c.id FROM (SELECT case_id, accepted_at FROM case_member WHERE account_id = $1
            ORDER BY accepted_at DESC, case_id DESC LIMIT $2) AS latest
        JOIN court_case c ON c.id = latest.case_id
        WHERE c.title LIKE $3 ESCAPE '!' ORDER BY latest.accepted_at DESC, c.id DESC LIMIT $4";
    titled(db, sql, account.into(), text, n).await
}

async fn titled(
    db: &impl ConnectionTrait,
    sql: &str,
    whose: sea_orm::Value,
    text: &str,
    n: usize,
) -> Result<Vec<Case>, DbErr> {
    let pattern = format!("%{}%", escaped(text));
    let looked = i64::try_from(LOOKED_THROUGH).unwrap_or(i64::MAX);
    let n = i64::try_from(n).unwrap_or(i64::MAX);
    let values = [whose, looked.into(), pattern.into(), n.into()];
    let rows = db.query_all_raw(db::statement(db, sql, values)).await?;
    let ids = rows.iter().map(|r| r.try_get("", "id")).collect::<Result<Vec<CaseId>, _>>()?;
    in_order(db, &ids).await
}

/// `%`, `_` and `!` stand for themselves.
fn escaped(text: &str) -> String {
    text.replace('!', "!!").replace('%', "!%").replace('_', "!_")
}

/// These cases, in the order of the ids.
async fn in_order(db: &impl ConnectionTrait, ids: &[CaseId]) -> Result<Vec<Case>, DbErr> {
    let wanted = ids.iter().copied();
    let rows = court_case::Entity::find().filter(court_case::Column::Id.is_in(wanted)).all(db);
    let mut by_id: HashMap<CaseId, court_case::Model> =
        rows.await?.into_iter().map(|r| (r.id, r)).collect();
    ids.iter().filter_map(|id| by_id.remove(id)).map(Case::try_from).collect()
}

/// The files of the filing, in its order.
pub(super) async fn documents(
    db: &impl ConnectionTrait,
    filing: FilingId,
) -> Result<Vec<Document>, DbErr> {
    let mut rows = filing_material::Entity::find()
        .filter(filing_material::Column::FilingId.eq(filing))
        .order_by_asc(filing_material::Column::Position)
        .all(db)
        .await?;
    rows.sort_by_key(|m| materials::place(CaseKind::CivilFirst, &m.category));
    Ok(rows
        .into_iter()
        .map(|m| Document {
            id: m.id,
            category: category_name(m.category),
            name: m.name,
            size: m.size,
            pages: m.pages,
        })
        .collect())
}

/// 法院文书, the latest first.
pub(super) async fn papers(db: &impl ConnectionTrait, case: CaseId) -> Result<Vec<Paper>, DbErr> {
    let rows = court_paper::Entity::find()
        .filter(court_paper::Column::CaseId.eq(case))
        .order_by_desc(court_paper::Column::Seq)
        .all(db)
        .await?;
    let paper = |p: court_paper::Model| Paper {
        id: p.id,
        title: p.title,
        number: p.number,
        issued_at: p.issued_at,
        size: p.size,
        pages: p.pages,
    };
    Ok(rows.into_iter().map(paper).collect())
}

fn category_name(key: String) -> String {
    let known = materials::find(CaseKind::CivilFirst, Capacity::Own, &key);
    known.map_or(key, |m| m.name.to_owned())
}

/// How many entries the docket has.
pub(super) async fn docket_length(db: &impl ConnectionTrait, case: CaseId) -> Result<i64, DbErr> {
    Ok(docket_head::Entity::find_by_id(case).one(db).await?.map_or(0, |h| h.seq))
}

impl TryFrom<court_case::Model> for Case {
    type Error = DbErr;
    fn try_from(row: court_case::Model) -> Result<Self, DbErr> {
        let odd = |what: &str| DbErr::Custom(format!("court_case {}: {what}", row.id));
        Ok(Self {
            stage: Stage::from_key(&row.stage).ok_or_else(|| odd("no such stage"))?,
            state: CaseState::from_key(&row.state).ok_or_else(|| odd("no such state"))?,
            id: row.id,
            filing: row.filing_id,
            number: row.number,
            court: row.court,
            cause: row.cause,
            title: row.title,
            accepted_at: row.accepted_at,
        })
    }
}

impl TryFrom<case_party::Model> for Party {
    type Error = DbErr;
    fn try_from(row: case_party::Model) -> Result<Self, DbErr> {
        let odd =
            || DbErr::Custom(format!("case_party {} {}: no such role", row.case_id, row.position));
        Ok(Self { role: PartyRole::from_key(&row.role).ok_or_else(odd)?, name: row.name })
    }
}
