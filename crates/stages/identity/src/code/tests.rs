use super::{
    acts::{self, Begin, Refused},
    model::{CODE_LIFE, MAX_TRIES, Mobile, Purpose, may_send},
    store,
};
use crate::testing::Court;
use chrono::{DateTime, Duration, Utc};
use db::Db;
use kernel::id::StepId;
use sea_orm::EntityTrait;

const PHONE: &str = "13912345678";

async fn begin(court: &Court, phone: &str) -> Result<StepId, Refused> {
    let begin =
        Begin { purpose: Purpose::Register, visitor: "visitor", account: None, next: "/me" };
    acts::begin(&court.site, begin, &Mobile::parse(phone).unwrap()).await
}

async fn prove(court: &Court, id: StepId, code: &str) -> Result<(), Refused> {
    acts::prove(&court.site, Purpose::Register, "visitor", id, code).await.map(|_| ())
}

/// A code that is not `right`.
fn other_than(right: &str) -> &'static str {
    if right == "000000" { "000001" } else { "000000" }
}

#[test]
fn the_fourth_message_in_a_minute_waits_for_the_first_to_be_a_minute_old() {
    let now: DateTime<Utc> = "2026-11-22T02:00:00Z".parse().unwrap();
    let ago = |seconds| now - Duration::seconds(seconds);
    assert_eq!(may_send(&[], now), Ok(()));
    assert_eq!(may_send(&[ago(1), ago(2)], now), Ok(()));
    assert_eq!(may_send(&[ago(1), ago(2), ago(3)], now), Err(now + Duration::seconds(57)));
    assert_eq!(may_send(&[ago(1), ago(2), ago(60)], now), Ok(()));
    let many: Vec<_> = (0..20).map(|n| ago(3600 + n)).collect();
    let free = now - Duration::seconds(3619) + Duration::days(1);
    assert_eq!(may_send(&many, now), Err(free));
    assert_eq!(may_send(&many[..19], now), Ok(()));
}

db::on_each_db!(three_messages_a_minute_and_then_a_sentence => async |db: Db| {
    let court = Court::on(db);
    for _ in 0..3 {
        begin(&court, PHONE).await.unwrap();
        court.clock.advance(Duration::seconds(10));
    }
    let refused = begin(&court, PHONE).await.unwrap_err().to_string();
    assert_eq!(
        refused,
        "同一手机号码一分钟内最多发送 3 条短信，请在 30 秒后（10:01:00 之后）再试"
    );
    // Another number is not concerned; whoever waits as told is served.
    begin(&court, "13812345678").await.unwrap();
    court.clock.advance(Duration::seconds(30));
    begin(&court, PHONE).await.unwrap();
    court.run_jobs().await;
    assert_eq!(court.sms.0.lock().unwrap().len(), 5);
});

db::on_each_db!(of_many_messages_at_once_three_are_sent => async |db: Db| {
    let court = Court::on(db);
    let all = futures::future::join_all((0..10).map(|_| begin(&court, PHONE))).await;
    assert_eq!(all.iter().filter(|r| r.is_ok()).count(), 3);
    court.run_jobs().await;
    assert_eq!(court.sms.0.lock().unwrap().len(), 3);
});

db::on_each_db!(a_code_proves_the_number_to_whoever_asked => async |db: Db| {
    let court = Court::on(db);
    let id = begin(&court, PHONE).await.unwrap();
    let text = court.last_sms(PHONE).await;
    assert!(text.contains("注册账号") && text.contains("5 分钟内有效"), "{text}");
    let code = court.last_code(PHONE).await;
    let site = &court.site;
    let stranger = acts::prove(site, Purpose::Register, "stranger", id, &code).await;
    assert!(matches!(stranger, Err(Refused::NoStep)));
    let other = acts::prove(site, Purpose::Login, "visitor", id, &code).await;
    assert!(matches!(other, Err(Refused::NoStep)), "a code is for one purpose");
    assert!(matches!(prove(&court, id, "12").await, Err(Refused::NotACode)));
    prove(&court, id, &code).await.unwrap();
    // Neither code nor number can be read in the database.
    let step = db::entity::entry_step::Entity::find_by_id(id);
    let row = step.one(site.db.read()).await.unwrap().unwrap();
    let dump = format!("{row:?}");
    assert!(!dump.contains(&code) && !dump.contains(PHONE), "{dump}");
    let messages = db::entity::sms_message::Entity::find();
    let message = messages.one(site.db.read()).await.unwrap().unwrap();
    assert_eq!(message.body, None, "a message that was sent is forgotten");
});

db::on_each_db!(five_wrong_codes_use_it_up => async |db: Db| {
    let court = Court::on(db);
    let id = begin(&court, PHONE).await.unwrap();
    let code = court.last_code(PHONE).await;
    for left in (1..MAX_TRIES).rev() {
        let refused = prove(&court, id, other_than(&code)).await;
        assert!(matches!(refused, Err(Refused::Wrong { left: l }) if l == left));
    }
    let refused = prove(&court, id, other_than(&code)).await;
    assert!(matches!(refused, Err(Refused::Exhausted)));
    assert!(matches!(prove(&court, id, &code).await, Err(Refused::Exhausted)));
    // A new code goes on with the same walk; the old one is void.
    acts::again(&court.site, Purpose::Register, "visitor", id).await.unwrap();
    let fresh = court.last_code(PHONE).await;
    if fresh != code {
        assert!(matches!(prove(&court, id, &code).await, Err(Refused::Wrong { .. })));
    }
    prove(&court, id, &fresh).await.unwrap();
});

db::on_each_db!(a_code_lives_five_minutes => async |db: Db| {
    let court = Court::on(db);
    let id = begin(&court, PHONE).await.unwrap();
    let code = court.last_code(PHONE).await;
    court.clock.advance(CODE_LIFE);
    assert!(matches!(prove(&court, id, &code).await, Err(Refused::Expired)));
    // And a message that is late by then is not sent at all.
    begin(&court, PHONE).await.unwrap();
    court.clock.advance(CODE_LIFE);
    court.run_jobs().await;
    assert_eq!(court.sms.0.lock().unwrap().len(), 1);
});

db::on_each_db!(old_walks_are_swept => async |db: Db| {
    let court = Court::on(db);
    let id = begin(&court, PHONE).await.unwrap();
    court.run_jobs().await;
    court.clock.advance(Duration::days(3));
    assert_eq!(crate::sweep(&court.site).await.unwrap(), 2);
    assert!(store::find(court.site.db.read(), &court.site.vault, id).await.unwrap().is_none());
});
