//! 立案常用信息: a participant kept for reuse, three kinds.
//!
//! The JSON has the fields of a party in a filing's content, so that a filing takes it over as it is:
//! `kind` (`natural`, `legal`, `unincorporated`), `name`, `document`, `number`, `sex` (`male`,
//! `female` or null), `born` (`2001-02-03`), `ethnicity`, `occupation`, `address`, `phone`, `email`,
//! `head`, `head_title`. What it has of a party in a case (id, role) is given by the filing.
use crate::verification::model::document;
use chrono::NaiveDate;
use law::identifier::{self, IdentifierKind, Sex};
use serde::{Deserialize, Serialize};
use web::Errors;

/// Keys and names of the kinds (民事诉讼法第五十一条).
pub(crate) const KINDS: [(&str, &str); 3] =
    [("natural", "自然人"), ("legal", "法人"), ("unincorporated", "非法人组织")];

/// A participant, as kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Party {
    pub(crate) kind: String,
    pub(crate) name: String,
    pub(crate) document: String,
    pub(crate) number: String,
    pub(crate) sex: Option<String>,
    pub(crate) born: String,
    pub(crate) ethnicity: String,
    pub(crate) occupation: String,
    pub(crate) address: String,
    pub(crate) phone: String,
    pub(crate) email: String,
    pub(crate) head: String,
    pub(crate) head_title: String,
}

/// The form, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Typed {
    pub(crate) kind: String,
    pub(crate) name: String,
    pub(crate) document: String,
    pub(crate) number: String,
    pub(crate) sex: String,
    pub(crate) born_year: String,
    pub(crate) born_month: String,
    pub(crate) born_day: String,
    pub(crate) ethnicity: String,
    pub(crate) occupation: String,
    pub(crate) address: String,
    pub(crate) phone: String,
    pub(crate) email: String,
    pub(crate) head: String,
    pub(crate) head_title: String,
}

impl Party {
    pub(crate) fn is_natural(&self) -> bool {
        self.kind == "natural"
    }

    pub(crate) fn kind_name(&self) -> &'static str {
        KINDS.iter().find(|(k, _)| *k == self.kind).map_or("", |(_, n)| n)
    }

    /// Document and number, masked where it is a person's.
    pub(crate) fn document_shown(&self) -> String {
        match document(&self.document) {
            Some(kind) if self.is_natural() && !self.number.is_empty() => {
                format!("{} {}", kind.label(), identifier::mask(kind, &self.number))
            }
            Some(_) | None => self.number.clone(),
        }
    }

    /// For the form that changes it.
    pub(crate) fn typed(&self) -> Typed {
        let mut born = self.born.split('-').map(str::to_owned);
        let mut next = || born.next().unwrap_or_default();
        Typed {
            kind: self.kind.clone(),
            name: self.name.clone(),
            document: self.document.clone(),
            number: self.number.clone(),
            sex: self.sex.clone().unwrap_or_default(),
            born_year: next(),
            born_month: next(),
            born_day: next(),
            ethnicity: self.ethnicity.clone(),
            occupation: self.occupation.clone(),
            address: self.address.clone(),
            phone: self.phone.clone(),
            email: self.email.clone(),
            head: self.head.clone(),
            head_title: self.head_title.clone(),
        }
    }
}

impl Typed {
    /// An empty form of that kind.
    pub(crate) fn of_kind(key: &str) -> Self {
        let known = KINDS.iter().any(|(k, _)| *k == key);
        Self { kind: if known { key } else { "natural" }.into(), ..Self::default() }
    }

    pub(crate) fn is_natural(&self) -> bool {
        self.kind == "natural"
    }

    pub(crate) fn head_label(&self) -> &'static str {
        if self.kind == "legal" { "法定代表人" } else { "主要负责人" }
    }

    /// Checks what was typed. Only the name must be there: of a defendant one often knows little.
    pub(crate) fn check(&self, today: NaiveDate) -> Result<Party, Errors> {
        let mut errors = Errors::new();
        if !KINDS.iter().any(|(k, _)| *k == self.kind) {
            errors.add("kind", "请选择当事人类型");
        }
        let natural = self.is_natural();
        let name = self.name.trim().to_owned();
        if name.is_empty() {
            errors.add("name", if natural { "请填写姓名" } else { "请填写单位名称" });
        } else if natural {
            errors.take("name", identifier::check(IdentifierKind::PersonName, &name, today));
        }
        let mut party = Party { kind: self.kind.clone(), name, ..Party::default() };
        if natural {
            self.check_person(&mut party, &mut errors, today);
        } else {
            party.number = optional(&mut errors, "number", &self.number, |n| {
                identifier::check(IdentifierKind::Uscc, n, today)
            });
            self.head.trim().clone_into(&mut party.head);
            self.head_title.trim().clone_into(&mut party.head_title);
        }
        self.address.trim().clone_into(&mut party.address);
        party.phone = optional(&mut errors, "phone", &self.phone, |n| {
            identifier::check(IdentifierKind::Mobile, n, today).or_else(|mobile| {
                if n.trim().starts_with('1') {
                    Err(mobile)
                } else {
                    identifier::check(IdentifierKind::Landline, n, today)
                }
            })
        });
        party.email = optional(&mut errors, "email", &self.email, |n| {
            identifier::check(IdentifierKind::Email, n, today)
        });
        if errors.is_empty() { Ok(party) } else { Err(errors) }
    }

    fn check_person(&self, party: &mut Party, errors: &mut Errors, today: NaiveDate) {
        let kind = document(&self.document);
        let (mut birth, mut sex) = (None, None);
        if !self.number.trim().is_empty() {
            match kind {
                None => errors.add("document", "填写了证件号码的，请选择证件类型"),
                Some(kind) => {
                    let checked = identifier::check(kind, &self.number, today);
                    if let Some(checked) = errors.take("number", checked) {
                        party.number = checked.normal;
                        (birth, sex) = (checked.birth, checked.sex);
                    }
                }
            }
        }
        party.document = kind.map(|k| k.key().to_owned()).unwrap_or_default();
        party.born = match (self.born(today), birth) {
            (Ok(None), known) => known.map(|b| b.to_string()).unwrap_or_default(),
            (Ok(Some(typed)), Some(known)) if typed != known => {
                errors.add("born", "出生日期与证件号码不一致，请核对");
                String::new()
            }
            (Ok(Some(typed)), _) => typed.to_string(),
            (Err(why), _) => {
                errors.add("born", why);
                String::new()
            }
        };
        let known = sex.map(|s| match s {
            Sex::Male => "male",
            Sex::Female => "female",
        });
        party.sex = match (self.sex.as_str(), known) {
            ("male" | "female", Some(known)) if self.sex != known => {
                errors.add("sex", "性别与证件号码不一致，请核对");
                None
            }
            ("male" | "female", _) => Some(self.sex.clone()),
            (_, known) => known.map(str::to_owned),
        };
        self.ethnicity.trim().clone_into(&mut party.ethnicity);
        self.occupation.trim().clone_into(&mut party.occupation);
    }

    fn born(&self, today: NaiveDate) -> Result<Option<NaiveDate>, &'static str> {
        let parts = [&self.born_year, &self.born_month, &self.born_day].map(|p| p.trim());
        if parts.iter().all(|p| p.is_empty()) {
            return Ok(None);
        }
        let [year, month, day] = parts;
        let date = year.parse().ok().zip(month.parse().ok()).zip(day.parse().ok());
        let date = date.and_then(|((y, m), d)| NaiveDate::from_ymd_opt(y, m, d));
        match date {
            None => Err("出生日期不存在，请填写年、月、日"),
            Some(date) if date > today => Err("出生日期晚于今天，请核对"),
            Some(date) => Ok(Some(date)),
        }
    }
}

/// The normal form of a field that may be empty.
pub(super) fn optional(
    errors: &mut Errors,
    field: &str,
    typed: &str,
    check: impl Fn(&str) -> Result<identifier::Checked, identifier::Problem>,
) -> String {
    if typed.trim().is_empty() {
        return String::new();
    }
    errors.take(field, check(typed)).map(|c| c.normal).unwrap_or_default()
}
