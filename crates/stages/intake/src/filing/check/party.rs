//! 当事人的基本情况 (民事诉讼法第一百二十四条第（一）项、第（二）项；民诉法解释第二百零九条).
use super::Finding;
use crate::filing::model::{Content, Party, PartyKind, PartyRole, Sex};
use chrono::NaiveDate;
use law::identifier::{self, Checked, IdentifierKind};
use web::filters::date_text;

/// Every party and the sides as a whole.
pub fn parties(content: &Content, today: NaiveDate) -> Vec<Finding> {
    let mut findings = Vec::new();
    let verified = content.on_side(PartyRole::Plaintiff).any(|p| p.fields.verified);
    if !verified {
        findings.push(Finding::new("plaintiff", "请添加您本人为原告"));
    }
    if content.on_side(PartyRole::Defendant).next().is_none() {
        findings.push(Finding::new("defendant", "请添加至少一名被告：起诉必须有明确的被告"));
    }
    for p in &content.parties {
        let wrong = party(p, today).len();
        if wrong > 0 {
            let text = format!("{}：有 {wrong} 项需要填写或者修改", p.called());
            findings.push(Finding::new(format!("party-{}", p.id), text));
        }
    }
    findings.extend(on_both_sides(content));
    findings
}

/// Nobody sues himself.
fn on_both_sides(content: &Content) -> Option<Finding> {
    let number = |p: &Party| p.fields.number.trim().to_uppercase();
    let twice = content.on_side(PartyRole::Defendant).find(|d| {
        !number(d).is_empty()
            && content.on_side(PartyRole::Plaintiff).any(|p| number(p) == number(d))
    })?;
    let text = format!("被告{}与原告的证件号码相同，原告和被告不能是同一人，请核对", twice.label());
    Some(Finding::new(format!("party-{}", twice.id), text))
}

/// One party, by the names of its form's fields.
pub fn party(party: &Party, today: NaiveDate) -> Vec<Finding> {
    let mut check = Check { party, today, findings: Vec::new() };
    match party.kind {
        PartyKind::Natural => check.natural(),
        PartyKind::Legal => check.organisation("法定代表人"),
        PartyKind::Unincorporated => check.organisation("主要负责人"),
    }
    check.findings
}

struct Check<'p> {
    party: &'p Party,
    today: NaiveDate,
    findings: Vec<Finding>,
}

impl Check<'_> {
    fn add(&mut self, field: &str, message: impl Into<String>) {
        self.findings.push(Finding::new(field, message));
    }

    fn plaintiff(&self) -> bool {
        self.party.role == PartyRole::Plaintiff
    }

    fn required(&mut self, field: &str, value: &str, message: &str) {
        if value.trim().is_empty() {
            self.add(field, message);
        }
    }

    fn natural(&mut self) {
        let f = &self.party.fields;
        self.name("姓名", IdentifierKind::PersonName);
        if f.sex.is_none() {
            self.add("sex", "请选择性别");
        }
        if self.plaintiff() {
            self.required("ethnicity", &f.ethnicity, "请填写民族，例如：汉族");
        }
        self.born();
        self.document();
        let address = if self.plaintiff() {
            "请填写住址，写到门牌号"
        } else {
            "请填写住址：起诉要有明确的被告，住址用来确定是谁；不知道现住址的，填写身份证或者合同上的地址"
        };
        self.required("address", &f.address, address);
        self.contact();
    }

    fn organisation(&mut self, head: &str) {
        let f = &self.party.fields;
        if f.name.trim().chars().count() < 2 {
            self.add("name", "请填写名称，与营业执照或者登记证书一致");
        }
        if !f.number.trim().is_empty() {
            self.number(IdentifierKind::Uscc, &f.number);
        } else if self.plaintiff() {
            self.add("number", "请填写统一社会信用代码，见营业执照或者登记证书");
        }
        self.required("address", &f.address, "请填写住所地：主要办事机构所在地");
        if self.plaintiff() {
            self.required("head", &f.head, &format!("请填写{head}的姓名"));
            self.required("head_title", &f.head_title, &format!("请填写{head}的职务"));
        }
        self.contact();
    }

    fn name(&mut self, label: &str, kind: IdentifierKind) {
        let name = &self.party.fields.name;
        if name.trim().is_empty() {
            self.add("name", format!("请填写{label}，与证件一致"));
        } else if let Err(problem) = identifier::check(kind, name, self.today) {
            self.add("name", problem.to_string());
        }
    }

    fn document(&mut self) {
        let f = &self.party.fields;
        let number = f.number.trim();
        match self.party.document() {
            None if self.plaintiff() || !number.is_empty() => {
                self.add("document", "请选择证件类型");
            }
            Some(_) if number.is_empty() && self.plaintiff() => {
                self.add("number", "请填写证件号码");
            }
            Some(kind) if !number.is_empty() => self.number(kind, number),
            None | Some(_) => {}
        }
    }

    fn number(&mut self, kind: IdentifierKind, number: &str) {
        match identifier::check(kind, number, self.today) {
            Err(problem) => self.add("number", problem.to_string()),
            Ok(checked) => self.agrees(&checked),
        }
    }

    /// What the number tells is what was typed.
    fn agrees(&mut self, checked: &Checked) {
        let typed = parse_born(&self.party.fields.born);
        if let (Some(birth), Some(typed)) = (checked.birth, typed)
            && birth != typed
        {
            let (shown, typed) = (date_text(&birth), date_text(&typed));
            self.add(
                "born",
                format!("出生日期与证件号码不一致：证件号码显示为{shown}，填写的是{typed}。请核对，改正其中一处"),
            );
        }
        let shown = checked.sex.map(Sex::from);
        if let (Some(shown), Some(typed)) = (shown, self.party.fields.sex)
            && shown != typed
        {
            self.add(
                "sex",
                format!(
                    "性别与证件号码不一致：证件号码显示为{}，选择的是{}。请核对，改正其中一处",
                    shown.name(),
                    typed.name()
                ),
            );
        }
    }

    fn born(&mut self) {
        let born = self.party.fields.born.trim();
        if born.is_empty() {
            if self.plaintiff() {
                self.add("born", "请填写出生日期");
            }
            return;
        }
        match parse_born(born) {
            None => self.add(
                "born",
                "出生日期不完整或者不存在，请按年、月、日填写，例如 1990 年 5 月 12 日",
            ),
            Some(day) if day > self.today => self.add("born", "出生日期晚于今天，请核对"),
            Some(_) => {}
        }
    }

    fn contact(&mut self) {
        let f = &self.party.fields;
        if f.phone.trim().is_empty() {
            if self.plaintiff() {
                self.add("phone", "请填写联系电话");
            }
        } else {
            let mobile = identifier::check(IdentifierKind::Mobile, &f.phone, self.today);
            let landline = identifier::check(IdentifierKind::Landline, &f.phone, self.today);
            if mobile.is_err() && landline.is_err() {
                self.add("phone", "联系电话无法识别。请填写 11 位手机号码，或者带区号的固定电话，例如 020-12345678");
            }
        }
        if !f.email.trim().is_empty()
            && let Err(problem) = identifier::check(IdentifierKind::Email, &f.email, self.today)
        {
            self.add("email", problem.to_string());
        }
    }
}

/// `1990-5-12` as the form joins it.
fn parse_born(text: &str) -> Option<NaiveDate> {
    let mut parts = text.split('-').map(|p| law::numerals::half_width(p.trim()));
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
        .filter(|d| *d >= NaiveDate::from_ymd_opt(1880, 1, 1).unwrap_or_default())
}
