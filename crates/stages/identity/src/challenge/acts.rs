//! Putting a riddle and taking its answer: each is answered once, rightly or not.
use super::{
    model::{Challenge, Kind, Shown},
    picture, store,
};
use kernel::id::ChallengeId;
use rand::seq::IndexedRandom;
use sea_orm::DbErr;
use web::Site;

/// Why an answer does not count.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Refused {
    #[error("请填写图形验证的答案")]
    Empty,
    #[error("图形验证的答案不正确，已为您换了一个，请再填一次")]
    Wrong,
    #[error("图形验证已过期，已为您换了一个，请再填一次")]
    Over,
    #[error(transparent)]
    Db(#[from] DbErr),
}

/// Makes a riddle.
pub(crate) async fn put(site: &Site, kind: Kind) -> Result<Shown, DbErr> {
    let challenge = Challenge {
        id: ChallengeId::new(),
        kind,
        secret: secret(kind),
        created_at: site.clock.now(),
        used_at: None,
    };
    let tx = site.db.begin().await?;
    store::insert(&tx, &site.vault, &challenge).await?;
    tx.commit().await?;
    Ok(challenge.shown())
}

fn secret(kind: Kind) -> String {
    let mut rng = rand::rng();
    match kind {
        Kind::Picture => (0..picture::LENGTH)
            .filter_map(|_| picture::CHARACTERS.choose(&mut rng))
            .map(|b| char::from(*b))
            .collect(),
        Kind::Question => {
            format!("{}+{}", rand::random_range(2..20), rand::random_range(2..20))
        }
    }
}

/// Takes the answer.
pub(crate) async fn answer(
    site: &Site,
    id: Option<ChallengeId>,
    typed: &str,
) -> Result<(), Refused> {
    if typed.trim().is_empty() {
        return Err(Refused::Empty);
    }
    let id = id.ok_or(Refused::Over)?;
    let now = site.clock.now();
    let challenge = store::find(site.db.read(), &site.vault, id).await?.ok_or(Refused::Over)?;
    if !challenge.is_open(now) {
        return Err(Refused::Over);
    }
    let tx = site.db.begin().await?;
    let first = store::take(&tx, id, now).await?;
    tx.commit().await?;
    match (first, challenge.is_answered_by(typed)) {
        (true, true) => Ok(()),
        (true, false) => Err(Refused::Wrong),
        (false, _) => Err(Refused::Over),
    }
}

/// The picture of a riddle.
pub(super) async fn drawn(site: &Site, id: ChallengeId) -> Result<Option<Vec<u8>>, DbErr> {
    let found = store::find(site.db.read(), &site.vault, id).await?;
    let now = site.clock.now();
    let open = found.filter(|c| c.kind == Kind::Picture && c.is_open(now));
    let Some(challenge) = open else { return Ok(None) };
    let drawing = tokio::task::spawn_blocking(move || picture::draw(&challenge.secret));
    drawing.await.map_err(|e| DbErr::Custom(e.to_string()))
}
