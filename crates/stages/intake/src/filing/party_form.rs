//! A party's form as typed, and back.
use super::model::{Party, PartyFields, PartyKind, PartyRole, Sex};
use chrono::NaiveDate;
use kernel::id::PartyId;
use law::identifier::{self, Checked};
use serde::Deserialize;

/// The fields as sent.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub version: String,
    pub then: String,
    pub role: String,
    pub kind: String,
    pub name: String,
    pub document: String,
    pub number: String,
    pub sex: String,
    pub born_year: String,
    pub born_month: String,
    pub born_day: String,
    pub ethnicity: String,
    pub occupation: String,
    pub address: String,
    pub phone: String,
    pub email: String,
    pub head: String,
    pub head_title: String,
}

impl Typed {
    /// The party as typed; what the real-name record says is not typed over.
    pub fn party(&self, id: PartyId, known: Option<&Party>) -> Option<Party> {
        let role = known.map(|k| k.role).or_else(|| PartyRole::from_key(&self.role))?;
        let kind = known.map(|k| k.kind).or_else(|| PartyKind::from_key(&self.kind))?;
        let mut fields = self.fields();
        if let Some(Party { fields: own, .. }) = known.filter(|k| k.fields.verified) {
            fields.verified = true;
            fields.name.clone_from(&own.name);
            fields.document.clone_from(&own.document);
            fields.number.clone_from(&own.number);
            // Not asked where the number tells them: a form without them does not clear them.
            fields.sex = fields.sex.or(own.sex);
            if fields.born.is_empty() {
                fields.born.clone_from(&own.born);
            }
        }
        Some(Party { id, role, kind, fields })
    }

    fn fields(&self) -> PartyFields {
        PartyFields {
            name: self.name.clone(),
            document: self.document.clone(),
            number: self.number.clone(),
            sex: Sex::from_key(&self.sex),
            born: self.born(),
            ethnicity: self.ethnicity.clone(),
            occupation: self.occupation.clone(),
            address: self.address.clone(),
            phone: self.phone.clone(),
            email: self.email.clone(),
            head: self.head.clone(),
            head_title: self.head_title.clone(),
            verified: false,
        }
    }

    fn born(&self) -> String {
        let parts = [&self.born_year, &self.born_month, &self.born_day];
        let text: Vec<_> = parts.iter().map(|p| p.trim()).collect();
        if text.iter().all(|p| p.is_empty()) { String::new() } else { text.join("-") }
    }
}

/// Year, month and day of a date as typed.
pub fn date_parts(born: &str) -> [String; 3] {
    let mut parts = born.splitn(3, '-').map(str::to_owned);
    std::array::from_fn(|_| parts.next().unwrap_or_default())
}

/// What the number of a person's document tells, if it is well formed.
fn read(party: &Party, today: NaiveDate) -> Option<Checked> {
    let kind = party.document().filter(|_| party.kind == PartyKind::Natural)?;
    identifier::check(kind, &party.fields.number, today).ok()
}

/// The number tells both birth and sex, as a resident's does.
pub fn is_told(party: &Party, today: NaiveDate) -> bool {
    read(party, today).is_some_and(|c| c.birth.is_some() && c.sex.is_some())
}

/// Fills in what the number tells where it was left empty; a real-name record needs no typing, so
/// there the number goes before whatever was typed.
pub fn complete(party: &mut Party, today: NaiveDate) {
    let Some(checked) = read(party, today) else { return };
    let fields = &mut party.fields;
    if let Some(birth) = checked.birth.filter(|_| fields.verified || fields.born.is_empty()) {
        fields.born = super::acts::joined(birth);
    }
    if let Some(sex) = checked.sex.filter(|_| fields.verified || fields.sex.is_none()) {
        fields.sex = Some(Sex::from(sex));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_survives_the_form_however_little_of_it_was_typed() {
        for (year, month, day) in
            [("1990", "5", "12"), ("1990", "", ""), ("", "5", ""), ("", "", "")]
        {
            let typed = Typed {
                born_year: year.into(),
                born_month: month.into(),
                born_day: day.into(),
                ..Typed::default()
            };
            assert_eq!(date_parts(&typed.born()), [year, month, day]);
        }
    }

    /// GB 11643: the number of the standard's example tells 1949-12-31 and a woman.
    #[test]
    fn a_real_name_record_tells_birth_and_sex_and_is_not_typed_over() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let mut own = Party::new(PartyRole::Plaintiff, PartyKind::Natural);
        own.fields.document = "resident_id".into();
        own.fields.number = "11010519491231002X".into();
        own.fields.verified = true;
        complete(&mut own, today);
        let empty = Typed::default().party(own.id, Some(&own)).unwrap();
        assert_eq!(
            (empty.fields.born.as_str(), empty.fields.sex),
            ("1949-12-31", Some(Sex::Female))
        );
        let typed = Typed { sex: "male".into(), born_year: "1990".into(), ..Typed::default() };
        let mut typed = typed.party(own.id, Some(&own)).unwrap();
        complete(&mut typed, today);
        assert_eq!(
            (typed.fields.born.as_str(), typed.fields.sex),
            ("1949-12-31", Some(Sex::Female))
        );
        // Of somebody else both are kept as typed: the check names the contradiction.
        typed.fields.verified = false;
        typed.fields.sex = Some(Sex::Male);
        complete(&mut typed, today);
        assert_eq!(typed.fields.sex, Some(Sex::Male));
    }

    #[test]
    fn the_real_name_record_is_not_typed_over() {
        let mut own = Party::new(PartyRole::Plaintiff, PartyKind::Natural);
        own.fields.name = "张三".into();
        own.fields.verified = true;
        let typed = Typed { name: "李四".into(), address: "广州".into(), ..Typed::default() };
        let party = typed.party(own.id, Some(&own)).unwrap();
        assert_eq!((party.fields.name.as_str(), party.fields.address.as_str()), ("张三", "广州"));
    }
}
