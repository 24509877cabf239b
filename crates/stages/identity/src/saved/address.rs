//! 送达地址: by post, by SMS, by e-mail.
//!
//! The JSON has the fields of a filing's service address, those that the kind is about, and `kind`
//! (`post`, `sms`, `email`): post has `recipient`, `phone`, `address`, `postcode`, `substitute`,
//! `substitute_phone`, `substitute_relation`; sms has `sms_number`; email has `email`.
use super::{model::Kind, party::optional};
use chrono::NaiveDate;
use law::identifier::{self, IdentifierKind};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use web::Errors;

/// The form, as typed, and what is kept: the fields that the kind does not have stay empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_field_names, reason = "the form calls it 地址")]
pub(crate) struct Address {
    pub(crate) kind: String,
    pub(crate) label: String,
    pub(crate) recipient: String,
    pub(crate) phone: String,
    pub(crate) address: String,
    pub(crate) postcode: String,
    pub(crate) substitute: String,
    pub(crate) substitute_phone: String,
    pub(crate) substitute_relation: String,
    pub(crate) sms_number: String,
    pub(crate) email: String,
}

impl Address {
    pub(crate) fn of_kind(kind: Kind) -> Self {
        Self { kind: kind.key().into(), ..Self::default() }
    }

    /// What a saved item holds, for the form that changes it.
    pub(crate) fn read(content: &Value, label: &str) -> Self {
        let known: Self = serde_json::from_value(content.clone()).unwrap_or_default();
        Self { label: label.to_owned(), ..known }
    }

    pub(crate) fn of(&self) -> Option<Kind> {
        Kind::from_key(&self.kind).filter(|k| Kind::ADDRESSES.contains(k))
    }

    /// In one line, for the list.
    pub(crate) fn line(&self) -> String {
        match self.of() {
            Some(Kind::Sms) => identifier::mask(IdentifierKind::Mobile, &self.sms_number),
            Some(Kind::Email) => self.email.clone(),
            Some(Kind::Post | Kind::Party) | None => {
                let phone = identifier::mask(IdentifierKind::Mobile, &self.phone);
                let parts = [&self.recipient, &phone, &self.address, &self.postcode];
                let parts = parts.into_iter().filter(|p| !p.is_empty());
                parts.cloned().collect::<Vec<_>>().join("，")
            }
        }
    }

    /// Checks what was typed; gives the label and the JSON to keep.
    pub(crate) fn check(&self, kind: Kind, today: NaiveDate) -> Result<(String, Value), Errors> {
        let mut errors = Errors::new();
        let content = match kind {
            Kind::Sms => {
                let number = identifier::check(IdentifierKind::Mobile, &self.sms_number, today);
                let number = errors.take("sms_number", number).map(|c| c.normal);
                json!({ "kind": kind.key(), "sms_number": number })
            }
            Kind::Email => {
                let email = identifier::check(IdentifierKind::Email, &self.email, today);
                let email = errors.take("email", email).map(|c| c.normal);
                json!({ "kind": kind.key(), "email": email })
            }
            Kind::Post | Kind::Party => self.post(&mut errors, today),
        };
        if self.label.chars().count() > 30 {
            errors.add("label", "备注名最多 30 个字，请缩短");
        }
        let label = self.label.trim();
        let label = if label.is_empty() { kind.name() } else { label };
        if errors.is_empty() { Ok((label.to_owned(), content)) } else { Err(errors) }
    }

    fn post(&self, errors: &mut Errors, today: NaiveDate) -> Value {
        let required = [
            ("recipient", &self.recipient, "请填写收件人"),
            ("address", &self.address, "请填写详细地址，写明省、市、区县和门牌号"),
        ];
        for (field, value, message) in required {
            if value.trim().is_empty() {
                errors.add(field, message);
            }
        }
        let number = |typed: &str| {
            identifier::check(IdentifierKind::Mobile, typed, today).or_else(|mobile| {
                if typed.trim().starts_with('1') {
                    Err(mobile)
                } else {
                    identifier::check(IdentifierKind::Landline, typed, today)
                }
            })
        };
        let phone = errors.take("phone", number(&self.phone)).map(|c| c.normal);
        let postcode = optional(errors, "postcode", &self.postcode, |n| {
            identifier::check(IdentifierKind::Postcode, n, today)
        });
        let substitute_phone = optional(errors, "substitute_phone", &self.substitute_phone, number);
        json!({
            "kind": Kind::Post.key(),
            "recipient": self.recipient.trim(),
            "phone": phone,
            "address": self.address.trim(),
            "postcode": postcode,
            "substitute": self.substitute.trim(),
            "substitute_phone": substitute_phone,
            "substitute_relation": self.substitute_relation.trim(),
        })
    }
}
