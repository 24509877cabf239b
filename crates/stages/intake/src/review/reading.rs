//! A submission laid out for reading and marking: every line has a place that a mark can be tied to.
use crate::filing::{
    advice::{AskForm, Basis},
    model::{Content, Originals, Party, PartyKind, Region, Section, ServiceAddress, Sex, Target},
    submitted::Snapshot,
};

/// A part of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) title: String,
    pub(super) lines: Vec<Line>,
}

/// One answer of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Where a mark is tied to.
    pub(super) target: Target,
    pub(super) label: String,
    pub(super) value: String,
}

impl Line {
    fn new(target: Target, label: &str, value: impl Into<String>) -> Self {
        Self { target, label: label.to_owned(), value: value.into() }
    }
}

/// The whole submission. Numbers are whole: the clerk compares them with the documents.
pub(super) fn of(snapshot: &Snapshot) -> Vec<Part> {
    let content = &snapshot.content;
    let mut parts = vec![matter(snapshot)];
    parts.extend(content.parties.iter().map(party));
    parts.push(claims(content));
    parts.push(jurisdiction(content));
    parts.push(service_address(&content.service_address));
    for part in &mut parts {
        part.lines.retain(|l| !l.value.trim().is_empty());
    }
    parts
}

fn matter(snapshot: &Snapshot) -> Part {
    let content = &snapshot.content;
    let court = snapshot.court.as_deref();
    let court = court.map(|id| law::court::find(id).map_or(id, |c| c.name)).unwrap_or_default();
    let cause = snapshot.cause.as_deref().and_then(|id| {
        law::cause::find(law::cause::list(&snapshot.cause_list)?, id).map(|c| c.name)
    });
    let region = content.region.map(Region::name).unwrap_or_default();
    let originals = content.originals.map(Originals::name).unwrap_or_default();
    Part {
        title: "案件".into(),
        lines: vec![
            Line::new(Target::Section(Section::Court), "受理法院", court),
            Line::new(Target::Section(Section::Cause), "案由", cause.unwrap_or_default()),
            Line::new(Target::Field("amount".into()), "起诉标的金额", amount(&content.amount)),
            Line::new(Target::Field("region".into()), "是否涉外、涉港澳台", region),
            Line::new(Target::Section(Section::Materials), "原件提交方式", originals),
        ],
    }
}

fn amount(typed: &str) -> String {
    match law::Fen::parse(typed) {
        Ok(fen) => format!("{fen} 元"),
        Err(_) => typed.to_owned(),
    }
}

fn party(party: &Party) -> Part {
    let f = &party.fields;
    let at = |field: &str| Target::Party(party.id, field.to_owned());
    let (name, address, head) = match party.kind {
        PartyKind::Natural => ("姓名", "住址", ""),
        PartyKind::Legal => ("名称", "住所地", "法定代表人"),
        PartyKind::Unincorporated => ("名称", "住所地", "主要负责人"),
    };
    let document = f.document.parse::<law::identifier::IdentifierKind>();
    let document = document.map(law::identifier::IdentifierKind::label).unwrap_or_default();
    let mut lines = vec![
        Line::new(at("name"), name, f.name.clone()),
        Line::new(
            at("number"),
            party.document_name(),
            format!("{document} {}", party.number(true)),
        ),
        Line::new(at("address"), address, f.address.clone()),
        Line::new(at("phone"), "联系电话", f.phone.clone()),
        Line::new(at("email"), "电子邮箱", f.email.clone()),
    ];
    match party.kind {
        PartyKind::Natural => lines.extend([
            Line::new(at("sex"), "性别", f.sex.map(Sex::name).unwrap_or_default()),
            Line::new(at("born"), "出生日期", f.born.clone()),
            Line::new(at("ethnicity"), "民族", f.ethnicity.clone()),
            Line::new(at("occupation"), "职业、工作单位", f.occupation.clone()),
        ]),
        PartyKind::Legal | PartyKind::Unincorporated => lines.extend([
            Line::new(at("head"), head, f.head.clone()),
            Line::new(at("head_title"), "职务", f.head_title.clone()),
        ]),
    }
    if f.verified {
        lines.push(Line::new(at(""), "实名认证", "已通过"));
    }
    Part {
        title: format!("{}：{}（{}）", party.role.name(), party.label(), party.kind.name()),
        lines,
    }
}

fn claims(content: &Content) -> Part {
    let at = |field: &str| Target::Field(field.to_owned());
    let mut lines: Vec<Line> = (1..)
        .zip(&content.claims)
        .map(|(n, claim)| {
            let money = amount(&claim.amount);
            let money = if money.is_empty() { money } else { format!("（{money}）") };
            Line::new(at("claims"), &format!("诉讼请求 {n}"), format!("{}{money}", claim.text))
        })
        .collect();
    lines.push(Line::new(at("facts"), "事实与理由", content.facts.clone()));
    lines.push(Line::new(at("legal_basis"), "法律依据", content.legal_basis.clone()));
    Part { title: "诉讼请求与事实".into(), lines }
}

fn jurisdiction(content: &Content) -> Part {
    let at = || Target::Section(Section::Jurisdiction);
    let answers = &content.jurisdiction;
    let basis = Basis::from_key(&answers.basis);
    let mut lines = vec![Line::new(at(), "管辖依据", basis.map(Basis::name).unwrap_or_default())];
    for ask in basis.map(Basis::asks).unwrap_or_default() {
        let answer = answers.places.get(ask.key).map(String::as_str).unwrap_or_default();
        let said = match ask.form {
            AskForm::Place => answer,
            AskForm::YesNo => match answer {
                "yes" => "是",
                "no" => "否",
                other => other,
            },
            AskForm::Choice(choices) => {
                choices.iter().find(|(key, _)| *key == answer).map_or(answer, |(_, name)| *name)
            }
        };
        lines.push(Line::new(at(), ask.label, said));
    }
    Part { title: "管辖".into(), lines }
}

fn service_address(a: &ServiceAddress) -> Part {
    let at = || Target::Section(Section::ServiceAddress);
    let electronic = match a.electronic {
        Some(true) => "同意",
        Some(false) => "不同意",
        None => "",
    };
    let means: Vec<&str> =
        [(a.by_platform, "本平台"), (a.by_sms, "短信"), (a.by_email, "电子邮件")]
            .into_iter()
            .filter_map(|(chosen, name)| chosen.then_some(name))
            .collect();
    let substitute = [&a.substitute, &a.substitute_phone, &a.substitute_relation];
    let substitute: Vec<&str> =
        substitute.into_iter().map(String::as_str).filter(|t| !t.is_empty()).collect();
    let signed = a.signature.as_ref();
    let signed = signed.map(|s| format!("{} 手写签名", web::filters::time_text(&s.at)));
    Part {
        title: Section::ServiceAddress.name().into(),
        lines: vec![
            Line::new(at(), "收件人", a.recipient.clone()),
            Line::new(at(), "收件人电话", a.phone.clone()),
            Line::new(at(), "电子送达", electronic),
            Line::new(at(), "电子送达方式", means.join("、")),
            Line::new(at(), "接收短信的手机", a.sms_number.clone()),
            Line::new(at(), "接收文书的邮箱", a.email.clone()),
            Line::new(at(), "邮寄地址", a.address.clone()),
            Line::new(at(), "邮政编码", a.postcode.clone()),
            Line::new(at(), "代收人", substitute.join("，")),
            Line::new(at(), "签名", signed.unwrap_or_default()),
        ],
    }
}
