//! A filing begins, is copied into a new one, or is thrown away.
use super::Refused;
use crate::{
    filing::{
        model::{
            Capacity, Content, Filing, FilingAct, Party, PartyFields, PartyKind, PartyRole, Sex,
        },
        store,
    },
    notice::store as notices,
};
use chrono::{Datelike, NaiveDate};
use kernel::id::{AccountId, FilingId};
use law::{
    CaseKind, cause,
    identifier::{self, IdentifierKind},
};
use web::{Site, VerifiedPerson};

/// 开始一份立案申请. `id` comes from the form, so that sending it twice begins one filing.
pub async fn begin(
    site: &Site,
    account: AccountId,
    id: FilingId,
    (kind, capacity): (CaseKind, Capacity),
) -> Result<FilingId, Refused> {
    if store::find_own(site.db.read(), &site.vault, account, id).await?.is_some() {
        return Ok(id);
    }
    let person = person(site, account).await?;
    let today = site.clock.today();
    let list = cause::list_for(kind, today)?;
    let mut filing = Filing::begin(account, (kind, capacity), list, site.clock.now());
    filing.id = id;
    filing.content.parties.push(oneself(&person, today));
    let tx = site.db.begin().await?;
    store::insert(&tx, &site.vault, &filing).await?;
    tx.commit().await?;
    Ok(id)
}

/// 复制为新的申请: what was written and the files, as a new draft of today.
pub async fn copy(
    site: &Site,
    account: AccountId,
    (from, to): (FilingId, FilingId),
) -> Result<FilingId, Refused> {
    if store::find_own(site.db.read(), &site.vault, account, to).await?.is_some() {
        return Ok(to);
    }
    let person = person(site, account).await?;
    let (now, today) = (site.clock.now(), site.clock.today());
    let tx = site.db.begin().await?;
    let old = store::find_own(&tx, &site.vault, account, from).await?.ok_or(Refused::Unknown)?;
    old.check(FilingAct::Copy)?;
    let list = cause::list_for(old.kind, today)?;
    let mut new = Filing::begin(account, (old.kind, old.capacity), list, now);
    new.id = to;
    new.copied_from = Some(from);
    new.court.clone_from(&old.court);
    new.cause = old.cause.as_deref().and_then(|c| cause_today(&old.cause_list, list, c));
    new.content = copied(old.content, &person, today);
    store::insert(&tx, &site.vault, &new).await?;
    store::files::copy(&tx, &site.vault, (from, to), now).await?;
    tx.commit().await?;
    Ok(to)
}

/// 删除草稿. A filing that was submitted keeps its record.
pub async fn delete(site: &Site, account: AccountId, id: FilingId) -> Result<(), Refused> {
    let tx = site.db.begin().await?;
    let filing = store::find_locked(&tx, &site.vault, id)
        .await?
        .filter(|f| f.filer == account)
        .ok_or(Refused::Unknown)?;
    filing.check(FilingAct::Delete)?;
    notices::delete(&tx, id).await?;
    store::files::delete(&tx, id).await?;
    store::delete(&tx, id).await?;
    Ok(tx.commit().await?)
}

async fn person(site: &Site, account: AccountId) -> Result<VerifiedPerson, Refused> {
    let verified = site.identities.verified(&site.db, &site.vault, account).await?;
    verified.ok_or(Refused::NotVerified)
}

/// The filer as a plaintiff, from the real-name record.
pub fn oneself(person: &VerifiedPerson, today: NaiveDate) -> Party {
    let kind: Option<IdentifierKind> = person.document.parse().ok();
    let read = kind.and_then(|k| identifier::check(k, &person.number, today).ok());
    let birth = read.as_ref().and_then(|r| r.birth);
    let sex = read.as_ref().and_then(|r| r.sex).map(Sex::from);
    let mut party = Party::new(PartyRole::Plaintiff, PartyKind::Natural);
    party.fields = PartyFields {
        name: person.name.clone(),
        document: person.document.clone(),
        number: person.number.clone(),
        sex,
        born: birth.map(joined).unwrap_or_default(),
        phone: person.phone.clone(),
        address: person.address.clone().unwrap_or_default(),
        verified: true,
        ..PartyFields::default()
    };
    party
}

/// A date as the three fields of its form.
pub fn joined(day: NaiveDate) -> String {
    format!("{}-{}-{}", day.year(), day.month(), day.day())
}

/// The cause under today's list, where it still has exactly one.
fn cause_today(old_list: &str, list: &'static cause::CauseList, old: &str) -> Option<String> {
    if old_list == list.key {
        return list.find(old).map(|c| c.id.to_owned());
    }
    match cause::successor(old)? {
        cause::Successor::Same(id) | cause::Successor::Renamed(id) => Some(id.to_owned()),
        cause::Successor::Split(_) | cause::Successor::Gone => None,
    }
}

/// What a copy takes over: everything but the signature, and the filer as the record has him now.
fn copied(old: Content, person: &VerifiedPerson, today: NaiveDate) -> Content {
    let mut new = old;
    new.tabs.clear();
    new.service_address.signature = None;
    new.service_address.declared = false;
    let now = oneself(person, today);
    for own in new.parties.iter_mut().filter(|p| p.fields.verified) {
        let (name, document, number) = (&now.fields.name, &now.fields.document, &now.fields.number);
        own.fields.name.clone_from(name);
        own.fields.document.clone_from(document);
        own.fields.number.clone_from(number);
    }
    new
}
