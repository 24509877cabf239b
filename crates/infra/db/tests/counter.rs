//! Numbers without gaps, whatever fails and however many ask.
#![cfg(test)]
use db::{Db, counter, on_each_db};
use futures::future::join_all;

on_each_db!(without_gaps_under_concurrency_and_failures => async |db: Db| {
    let many = (0..40).map(|n| {
        let db = db.clone();
        tokio::spawn(async move {
            let tx = db.begin().await.unwrap();
            let number = counter::next(&tx, "（2026）京0105民初").await.unwrap();
            if n % 3 == 0 {
                tx.rollback().await.unwrap();
                return None;
            }
            tx.commit().await.unwrap();
            Some(number)
        })
    });
    let given = join_all(many).await.into_iter().filter_map(Result::unwrap);
    let mut given: Vec<i64> = given.collect();
    given.sort_unstable();
    assert_eq!(given, (1..=26).collect::<Vec<i64>>());
});

on_each_db!(series_are_apart => async |db: Db| {
    let tx = db.begin().await.unwrap();
    for (key, expected) in [("a", 1), ("b", 1), ("a", 2), ("c", 1), ("b", 2), ("a", 3)] {
        assert_eq!(counter::next(&tx, key).await.unwrap(), expected);
    }
});
