//! What the confirmation says, what is missing in it, and which text a signature covers. Pure.
use crate::filing::{
    check::Finding,
    model::{Content, ServiceAddress, Signature},
};
use chrono::NaiveDate;
use law::identifier::{self, IdentifierKind};
use sha2::{Digest, Sha256};

/// 告知事项: what the court tells before the address is given. In our words, each with its source.
pub const NOTICES: [&str; 7] = [
    "受送达人应当提供准确、能够实际收到文书的送达地址，写明邮政编码、详细地址和联系电话（法发〔2017〕19号第三条）。",
    "受送达人同意电子送达的，人民法院可以通过本平台、短信、电子邮件等能够确认其收悉的方式送达诉讼文书；判决书、裁定书、调解书以电子方式送达后，受送达人提出需要纸质文书的，人民法院应当提供（民事诉讼法第九十条）。",
    "电子送达以送达信息到达受送达人特定系统的日期为送达日期（民事诉讼法第九十条；民诉法解释第一百三十五条）。",
    "同意电子送达是自愿的，可以只选择其中几种方式，也可以不同意；不同意的，人民法院以邮寄等方式送达（在线诉讼规则第二十九条、第三十条）。",
    "本确认书载明的送达地址适用于第一审程序、第二审程序和执行程序（法发〔2017〕19号第七条；民诉法解释第一百三十七条）。",
    "送达地址有变更的，应当及时以书面方式或者通过本平台告知人民法院；没有告知的，以确认的地址为送达地址（法发〔2017〕19号第七条）。",
    "因提供的地址不准确、拒不提供地址、地址变更未告知，致使文书未能实际收到的，直接送达的，文书留在该地址之日为送达之日；邮寄送达的，文书被退回之日为送达之日（法发〔2017〕19号第八条）。",
];

/// 受送达人确认
pub const DECLARATION: &str = "我已阅读并理解上述告知事项，知晓填写送达地址确认书的法律后果，保证所填送达地址准确、有效，同意人民法院按照以上方式和地址送达诉讼文书。";

/// Nothing was signed, on the screen or on paper.
const UNSIGNED: &str =
    "还没有签名。请在签名框内手写签名，再点“确认签名”；没有签名框的，请上传手写签名的照片";

/// Documents of a person or an organisation that receives papers.
pub const DOCUMENTS: [IdentifierKind; 8] = [
    IdentifierKind::ResidentId,
    IdentifierKind::Uscc,
    IdentifierKind::Passport,
    IdentifierKind::ForeignPassport,
    IdentifierKind::HkMacauPass,
    IdentifierKind::TaiwanPass,
    IdentifierKind::ResidencePermit,
    IdentifierKind::ForeignPermanentResident,
];

/// Keys and names for the form.
pub fn documents() -> Vec<(&'static str, &'static str)> {
    DOCUMENTS.iter().map(|d| (d.key(), d.label())).collect()
}

fn document(key: &str) -> Option<IdentifierKind> {
    DOCUMENTS.into_iter().find(|d| d.key() == key)
}

/// What was filled in, line by line, as the paper shows it.
pub fn lines(a: &ServiceAddress) -> Vec<(&'static str, String)> {
    let electronic = match a.electronic {
        Some(true) => format!("同意，方式为{}", means(a).join("、")),
        Some(false) => "不同意".to_owned(),
        None => String::new(),
    };
    let when =
        |chosen: bool, value: &str| if chosen { value.trim().to_owned() } else { String::new() };
    let agreed = a.electronic == Some(true);
    let substitute = [&a.substitute, &a.substitute_relation, &a.substitute_phone];
    let substitute: Vec<&str> =
        substitute.into_iter().map(|t| t.trim()).filter(|t| !t.is_empty()).collect();
    vec![
        ("受送达人", a.recipient.trim().to_owned()),
        ("证件类型", document(&a.document).map_or("", IdentifierKind::label).to_owned()),
        ("证件号码", a.number.trim().to_owned()),
        ("联系电话", a.phone.trim().to_owned()),
        ("是否同意电子送达", electronic),
        ("接收短信的手机号码", when(agreed && a.by_sms, &a.sms_number)),
        ("电子邮箱", when(agreed && a.by_email, &a.email)),
        ("邮寄地址", a.address.trim().to_owned()),
        ("邮政编码", a.postcode.trim().to_owned()),
        ("代收人", substitute.join("，")),
    ]
}

/// [`lines`] for a screen: the number is not shown whole.
pub fn lines_masked(a: &ServiceAddress) -> Vec<(&'static str, String)> {
    lines(&ServiceAddress { number: shown_number(a), ..a.clone() })
}

/// The number as a screen shows it. One that is well formed needs no second look and is masked; one that is
/// not is shown as typed, so that the slip can be found.
pub fn shown_number(a: &ServiceAddress) -> String {
    let fits = |kind: &IdentifierKind| identifier::check(*kind, &a.number, far()).is_ok();
    // Also a resident's number under another kind: then the kind is the slip, and the number is still private.
    let kind = document(&a.document).into_iter().chain([IdentifierKind::ResidentId]).find(fits);
    kind.map_or_else(|| a.number.clone(), |kind| identifier::mask(kind, a.number.trim()))
}

/// The number that a form means: what a screen showed masked and came back untouched is the known one.
pub fn meant_number(typed: String, known: &ServiceAddress) -> String {
    if typed.trim() == shown_number(known).trim() { known.number.clone() } else { typed }
}

fn means(a: &ServiceAddress) -> Vec<&'static str> {
    let all = [(a.by_platform, "本平台"), (a.by_sms, "短信"), (a.by_email, "电子邮件")];
    all.into_iter().filter(|(chosen, _)| *chosen).map(|(_, name)| name).collect()
}

/// The whole text that is signed: notices, what was filled in, declaration.
pub fn text(a: &ServiceAddress) -> String {
    let filled = lines(a).into_iter().map(|(label, value)| format!("{label}：{value}"));
    let notices = NOTICES.iter().map(|n| (*n).to_owned());
    notices.chain(filled).chain([DECLARATION.to_owned()]).collect::<Vec<_>>().join("\n")
}

/// SHA-256 (hex) of [`text`].
pub fn digest(a: &ServiceAddress) -> String {
    hex::encode(Sha256::digest(text(a)))
}

/// The signature, if it is under what stands there now.
pub fn signed(a: &ServiceAddress) -> Option<&Signature> {
    a.signature.as_ref().filter(|s| s.text == digest(a))
}

/// What is missing or wrong, in the order of the form. Empty: complete and signed.
pub fn findings(content: &Content) -> Vec<Finding> {
    let a = &content.service_address;
    let mut found = Vec::new();
    person(a, &mut found);
    electronic(a, &mut found);
    post(a, &mut found);
    substitute(a, &mut found);
    if !a.declared {
        found.push(Finding::new("declared", "请阅读告知事项，并勾选受送达人确认"));
    }
    match (&a.signature, signed(a)) {
        (None, _) => found.push(Finding::new("signature", UNSIGNED)),
        (Some(_), None) => {
            found.push(Finding::new(
                "signature",
                "签名之后内容有改动，原签名不再有效，请核对后重新签名",
            ));
        }
        (Some(_), Some(_)) => {}
    }
    found
}

/// Nobody is born after it; the number itself is judged, not the age.
fn far() -> NaiveDate {
    NaiveDate::MAX
}

fn number(found: &mut Vec<Finding>, field: &str, kind: IdentifierKind, typed: &str, name: &str) {
    if typed.trim().is_empty() {
        found.push(Finding::new(field, format!("请填写{name}")));
    } else if typed.contains('*') {
        found.push(Finding::new(
            field,
            format!("{name}中有星号，不是完整的号码，请重新填写完整的{name}"),
        ));
    } else if let Err(problem) = identifier::check(kind, typed, far()) {
        found.push(Finding::new(field, problem.to_string()));
    }
}

fn telephone(found: &mut Vec<Finding>, field: &str, typed: &str, name: &str) {
    let landline = identifier::check(IdentifierKind::Landline, typed, far()).is_ok();
    if !landline {
        number(found, field, IdentifierKind::Mobile, typed, name);
    }
}

fn person(a: &ServiceAddress, found: &mut Vec<Finding>) {
    if a.recipient.trim().is_empty() {
        found.push(Finding::new("recipient", "请填写受送达人的姓名或者名称"));
    }
    match document(&a.document) {
        Some(kind) => number(found, "number", kind, &a.number, kind.label()),
        None => found.push(Finding::new("document", "请选择受送达人的证件类型")),
    }
    telephone(found, "phone", &a.phone, "联系电话");
}

/// 民事诉讼法第九十条: only with consent, and only by the means agreed to.
fn electronic(a: &ServiceAddress, found: &mut Vec<Finding>) {
    match a.electronic {
        None => found.push(Finding::new("electronic", "请选择是否同意电子送达")),
        Some(false) => {}
        Some(true) => {
            if means(a).is_empty() {
                found.push(Finding::new("channels", "请至少选择一种电子送达方式，或者选择不同意"));
            }
            if a.by_sms {
                let name = "接收短信的手机号码";
                number(found, "sms_number", IdentifierKind::Mobile, &a.sms_number, name);
            }
            if a.by_email {
                number(found, "email", IdentifierKind::Email, &a.email, "电子邮箱");
            }
        }
    }
}

/// 法发〔2017〕19号第三条: 邮政编码、详细地址.
fn post(a: &ServiceAddress, found: &mut Vec<Finding>) {
    let typed = a.address.trim();
    let place = law::division::locate(typed);
    if typed.is_empty() {
        found.push(Finding::new("address", "请填写邮寄地址"));
    } else if place.province.is_none() && place.city.is_none() && place.county.is_none() {
        let why =
            "邮寄地址没有写明所在的省、市、区（县），请补充完整，例如“广东省广州市天河区某某路1号”";
        found.push(Finding::new("address", why));
    }
    number(found, "postcode", IdentifierKind::Postcode, &a.postcode, "邮政编码");
}

fn substitute(a: &ServiceAddress, found: &mut Vec<Finding>) {
    let parts = [&a.substitute, &a.substitute_phone, &a.substitute_relation];
    if parts.iter().all(|t| t.trim().is_empty()) {
        return;
    }
    if a.substitute.trim().is_empty() {
        found.push(Finding::new(
            "substitute",
            "填写了代收人的其他信息，请填写代收人姓名，或者全部清空",
        ));
    }
    telephone(found, "substitute_phone", &a.substitute_phone, "代收人电话");
}

/// Takes over what a saved address knows; what it does not know stays.
pub fn take_over(a: &mut ServiceAddress, saved: &serde_json::Value) {
    let text = |key: &str| {
        let value = saved.get(key).and_then(serde_json::Value::as_str).unwrap_or_default().trim();
        (!value.is_empty()).then(|| value.to_owned())
    };
    for (field, key) in [
        (&mut a.recipient, "recipient"),
        (&mut a.phone, "phone"),
        (&mut a.address, "address"),
        (&mut a.postcode, "postcode"),
        (&mut a.email, "email"),
        (&mut a.sms_number, "sms_number"),
        (&mut a.substitute, "substitute"),
        (&mut a.substitute_phone, "substitute_phone"),
        (&mut a.substitute_relation, "substitute_relation"),
    ] {
        if let Some(value) = text(key) {
            *field = value;
        }
    }
    a.by_sms |= text("sms_number").is_some();
    a.by_email |= text("email").is_some();
}
