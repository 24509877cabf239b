//! Answers who an account is, and what it keeps, to the web layer and to other stages.
use crate::{
    account::{self, model::Kind},
    saved, staff, verification,
};
use async_trait::async_trait;
use db::{Db, vault::Vault};
use kernel::{actor::Actor, id::AccountId};
use sea_orm::DbErr;
use web::{Identities, People, Person, SavedItem, SavedMaterial, VerifiedPerson};

/// The directory of people.
#[derive(Clone, Copy, Debug, Default)]
pub struct Directory;

#[async_trait]
impl People for Directory {
    async fn person(&self, db: &Db, id: AccountId) -> Result<Option<Person>, DbErr> {
        let db = db.read();
        let found = account::store::find_with_proof(db, id).await?;
        let Some((found, verified)) = found.filter(|(a, _)| a.active) else { return Ok(None) };
        let actor = match found.kind {
            Kind::Person => Actor::Person { account: id, verified },
            Kind::Staff => match staff::store::offices(db, id).await? {
                Some((court, roles)) => Actor::Staff { account: id, court, roles },
                None => return Ok(None),
            },
        };
        let name = found.name.or(found.phone_masked).unwrap_or_default();
        Ok(Some(Person { actor, name, sessions_since: found.sessions_since }))
    }
}

#[async_trait]
impl Identities for Directory {
    async fn verified(
        &self,
        db: &Db,
        vault: &Vault,
        id: AccountId,
    ) -> Result<Option<VerifiedPerson>, DbErr> {
        let Some(mut person) = verification::store::verified(db.read(), vault, id).await? else {
            return Ok(None);
        };
        if person.address.is_none() {
            let kept = saved::store::addresses(db.read(), vault, id).await?;
            let address = kept.iter().find_map(|a| a.json["address"].as_str());
            person.address = address.filter(|a| !a.is_empty()).map(str::to_owned);
        }
        Ok(Some(person))
    }

    async fn phone(&self, db: &Db, vault: &Vault, id: AccountId) -> Result<Option<String>, DbErr> {
        let phone = account::store::phone(db.read(), vault, id).await?;
        Ok(phone.map(|p| p.as_str().to_owned()))
    }

    async fn saved_parties(
        &self,
        db: &Db,
        vault: &Vault,
        id: AccountId,
    ) -> Result<Vec<SavedItem>, DbErr> {
        saved::store::parties(db.read(), vault, id).await
    }

    async fn saved_addresses(
        &self,
        db: &Db,
        vault: &Vault,
        id: AccountId,
    ) -> Result<Vec<SavedItem>, DbErr> {
        saved::store::addresses(db.read(), vault, id).await
    }

    async fn saved_materials(&self, db: &Db, id: AccountId) -> Result<Vec<SavedMaterial>, DbErr> {
        saved::store::materials(db.read(), id).await
    }
}
