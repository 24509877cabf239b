use super::{
    acts::{self, Refused},
    model::{Challenge, LIFE},
    picture, store, *,
};
use crate::testing::Court;
use db::Db;
use kernel::{clock::Clock, id::ChallengeId};

fn challenge(kind: Kind, secret: &str) -> Challenge {
    let created_at = "2026-11-22T00:00:00Z".parse().unwrap();
    Challenge { id: ChallengeId::new(), kind, secret: secret.into(), created_at, used_at: None }
}

#[test]
fn answers_are_forgiving_in_form_only() {
    let picture = challenge(Kind::Picture, "AC3DE");
    assert!(picture.is_answered_by(" ac3de "));
    assert!(!picture.is_answered_by("AC3D"));
    let question = challenge(Kind::Question, "7+12");
    assert!(question.is_answered_by("19") && question.is_answered_by("１９"));
    assert!(!question.is_answered_by("7+12") && !question.is_answered_by(""));
    assert_eq!(question.shown().question.as_deref(), Some("七加十二等于多少？"));
    assert!(picture.shown().question.is_none());
}

#[test]
fn every_character_can_be_drawn() {
    for c in picture::CHARACTERS {
        let png = picture::draw(&char::from(*c).to_string().repeat(picture::LENGTH)).unwrap();
        assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
    }
}

db::on_each_db!(a_riddle_is_answered_once_and_in_time => async |db: Db| {
    let court = Court::on(db);
    let site = &court.site;
    let answer_of = async |id| {
        let found = store::find(site.db.read(), &site.vault, id).await.unwrap().unwrap();
        found.secret
    };
    let shown = acts::put(site, Kind::Picture).await.unwrap();
    assert!(acts::drawn(site, shown.id).await.unwrap().is_some());
    let right = answer_of(shown.id).await;
    assert!(matches!(acts::answer(site, Some(shown.id), " ").await, Err(Refused::Empty)));
    acts::answer(site, Some(shown.id), &right).await.unwrap();
    assert!(matches!(acts::answer(site, Some(shown.id), &right).await, Err(Refused::Over)));
    assert!(acts::drawn(site, shown.id).await.unwrap().is_none());

    let shown = acts::put(site, Kind::Question).await.unwrap();
    assert!(matches!(acts::answer(site, Some(shown.id), "1").await, Err(Refused::Wrong)));
    assert!(matches!(acts::answer(site, Some(shown.id), "1").await, Err(Refused::Over)));

    let shown = acts::put(site, Kind::Picture).await.unwrap();
    let right = answer_of(shown.id).await;
    court.clock.advance(LIFE);
    assert!(matches!(acts::answer(site, Some(shown.id), &right).await, Err(Refused::Over)));
    court.clock.advance(chrono::Duration::hours(2));
    let tx = site.db.begin().await.unwrap();
    assert_eq!(store::sweep(&tx, court.clock.now()).await.unwrap(), 3);
    tx.commit().await.unwrap();
});
