//! Lists in pages that cost the same however long the list is: a page begins after the key of the
//! row before it, found by an index over (…, moment, id), and nothing is counted or skipped.
use chrono::{DateTime, Utc};
use sea_orm::{
    ConnectionTrait, DbErr, EntityTrait, FromQueryResult, Order, QueryFilter, QueryOrder,
    QuerySelect, Select,
    sea_query::{Expr, ExprTrait},
};
use std::{fmt, str::FromStr};
use uuid::Uuid;

/// Where a row stands in a list ordered by a moment, then by id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// The moment.
    pub at: DateTime<Utc>,
    /// The id, for rows of the same moment.
    pub id: Uuid,
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.at.timestamp_micros(), self.id.simple())
    }
}

impl FromStr for Key {
    type Err = NotAKey;
    fn from_str(text: &str) -> Result<Self, NotAKey> {
        let (at, id) = text.split_once('.').ok_or(NotAKey)?;
        let at = at.parse().ok().and_then(DateTime::from_timestamp_micros).ok_or(NotAKey)?;
        Ok(Self { at, id: id.parse().map_err(|_| NotAKey)? })
    }
}

/// A text that names no place in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("分页位置无法识别，请从第一页开始查看")]
pub struct NotAKey;

/// Which page is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Turn {
    /// The first.
    #[default]
    First,
    /// The one that begins after this row.
    After(Key),
    /// The one that ends before this row.
    Before(Key),
}

impl Turn {
    /// From the query `?after=` or `?before=`; what cannot be read is the first page.
    pub fn of(after: Option<&str>, before: Option<&str>) -> Self {
        let key = |text: Option<&str>| text.and_then(|t| t.parse().ok());
        match (key(after), key(before)) {
            (Some(key), _) => Self::After(key),
            (None, Some(key)) => Self::Before(key),
            (None, None) => Self::First,
        }
    }
}

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slice<T> {
    /// The rows in the list's order.
    pub rows: Vec<T>,
    /// The page before this one ends before this key.
    pub previous: Option<Key>,
    /// The page after this one begins after this key.
    pub next: Option<Key>,
}

impl<T> Slice<T> {
    /// The same page of something else.
    pub fn map<U>(self, f: impl FnMut(T) -> U) -> Slice<U> {
        let rows = self.rows.into_iter().map(f).collect();
        Slice { rows, previous: self.previous, next: self.next }
    }
}

/// In which order a list stands, and what a row's key is.
#[derive(Clone, Copy, Debug)]
pub struct By<E: EntityTrait, M = <E as EntityTrait>::Model> {
    /// The column of the moment.
    pub at: E::Column,
    /// The column of the id.
    pub id: E::Column,
    /// Latest first is `Desc`.
    pub order: Direction,
    /// The key of a row.
    pub key: fn(&M) -> Key,
}

/// Latest first or earliest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Earliest first.
    Asc,
    /// Latest first.
    Desc,
}

/// The page `turn` of at most `n` rows of `select`: whole rows, or the columns of `M` that it selects.
pub async fn slice<E: EntityTrait, M: FromQueryResult>(
    db: &impl ConnectionTrait,
    select: Select<E>,
    by: By<E, M>,
    turn: Turn,
    n: usize,
) -> Result<Slice<M>, DbErr> {
    let backwards = matches!(turn, Turn::Before(_));
    let upwards = (by.order == Direction::Asc) != backwards;
    let column = |c: E::Column| Expr::col((E::default(), c));
    let select = match turn {
        Turn::First => select,
        Turn::After(key) | Turn::Before(key) => {
            let row = Expr::tuple([column(by.at), column(by.id)]);
            let place = Expr::tuple([Expr::value(key.at), Expr::value(key.id)]);
            select.filter(if upwards { row.gt(place) } else { row.lt(place) })
        }
    };
    let order = if upwards { Order::Asc } else { Order::Desc };
    let limit = u64::try_from(n).unwrap_or(u64::MAX - 1) + 1;
    let mut rows = select
        .order_by(by.at, order.clone())
        .order_by(by.id, order)
        .limit(limit)
        .into_model::<M>()
        .all(db)
        .await?;
    let more = rows.len() > n;
    rows.truncate(n);
    if backwards {
        rows.reverse();
    }
    let (first, last) = (rows.first().map(by.key), rows.last().map(by.key));
    let (previous, next) = match turn {
        Turn::First => (None, last.filter(|_| more)),
        Turn::After(_) => (first, last.filter(|_| more)),
        Turn::Before(_) => (first.filter(|_| more), last),
    };
    Ok(Slice { rows, previous, next })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_survives_the_address_line() {
        let at = DateTime::from_timestamp_micros(1_766_000_000_123_456).unwrap();
        let key = Key { at, id: Uuid::from_u128(42) };
        assert_eq!(key.to_string().parse(), Ok(key));
        assert_eq!(Turn::of(Some(&key.to_string()), None), Turn::After(key));
        assert_eq!(Turn::of(Some("x"), None), Turn::First);
        assert_eq!(Turn::of(None, Some(&key.to_string())), Turn::Before(key));
    }
}
