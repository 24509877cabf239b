//! 管辖: the basis the filer gives, the places it turns on, and the courts the law then leads to.
use super::{
    check::Finding,
    model::{Filing, PartyRole, Region},
};
use crate::keyed::keyed;
use chrono::NaiveDate;
use law::jurisdiction::{self, Absence, Agreement, Answer, Connection, Facts};

keyed! {
    /// 管辖依据
    pub Basis {
        Defendant = "defendant" "被告住所地",
        Contract = "contract" "合同履行地",
        Purchase = "purchase" "网络购物的收货地或者买受人住所地",
        Tort = "tort" "侵权行为地",
        Traffic = "traffic" "事故发生地",
        Agreed = "agreed" "书面协议选择的法院",
        Immovable = "immovable" "不动产所在地",
        Inheritance = "inheritance" "被继承人死亡时住所地或者主要遗产所在地",
        Labour = "labour" "用人单位所在地或者劳动合同履行地",
        Insurance = "insurance" "保险标的物所在地",
        Company = "company" "公司住所地",
        Bill = "bill" "票据支付地",
        Transport = "transport" "运输始发地或者目的地",
        Plaintiff = "plaintiff" "原告住所地（法律规定的例外）",
    }
}

impl Basis {
    /// The article it rests on.
    pub const fn article(self) -> &'static str {
        match self {
            Self::Defendant => "民事诉讼法第二十二条",
            Self::Contract => "民事诉讼法第二十四条，民诉法解释第十八条",
            Self::Purchase => "民诉法解释第二十条",
            Self::Tort => "民事诉讼法第二十九条",
            Self::Traffic => "民事诉讼法第三十条",
            Self::Agreed => "民事诉讼法第三十五条",
            Self::Immovable => "民事诉讼法第三十四条第（一）项，专属管辖",
            Self::Inheritance => "民事诉讼法第三十四条第（三）项，专属管辖",
            Self::Labour => "法释〔2020〕26号第三条",
            Self::Insurance => "民事诉讼法第二十五条",
            Self::Company => "民事诉讼法第二十七条",
            Self::Bill => "民事诉讼法第二十六条",
            Self::Transport => "民事诉讼法第二十八条",
            Self::Plaintiff => "民事诉讼法第二十三条",
        }
    }

    /// What is asked once it is chosen.
    pub const fn asks(self) -> &'static [Ask] {
        match self {
            Self::Defendant => &[],
            Self::Contract => CONTRACT_ASKS,
            Self::Purchase => PURCHASE_ASKS,
            Self::Tort => TORT_ASKS,
            Self::Traffic => TRAFFIC_ASKS,
            Self::Agreed => AGREED_ASKS,
            Self::Immovable => IMMOVABLE_ASKS,
            Self::Inheritance => INHERITANCE_ASKS,
            Self::Labour => LABOUR_ASKS,
            Self::Insurance => INSURANCE_ASKS,
            Self::Company => COMPANY_ASKS,
            Self::Bill => BILL_ASKS,
            Self::Transport => TRANSPORT_ASKS,
            Self::Plaintiff => PLAINTIFF_ASKS,
        }
    }
}

const CONTRACT_ASKS: &[Ask] = &[
    Ask::place(
        "performance",
        "合同履行地",
        "合同约定了履行地点的，填写约定的地点；没有约定的可以不填",
    ),
    Ask::yes_no("claims_money", "请求的主要内容是否为给付金钱", "例如还款、付货款、退款"),
];
const PURCHASE_ASKS: &[Ask] = &[
    Ask::yes_no("delivered_online", "标的是否通过网络交付", "例如软件、会员、电子书"),
    Ask::place("delivery", "收货地", "以快递等方式交付的填写"),
];
const TORT_ASKS: &[Ask] = &[
    Ask::place("tort", "侵权行为实施地", ""),
    Ask::place("damage", "侵权结果发生地", ""),
    Ask::yes_no("happened_online", "侵权是否发生在网络上", ""),
];
const TRAFFIC_ASKS: &[Ask] = &[Ask::required("tort", "事故发生地", "")];
const AGREED_ASKS: &[Ask] = &[
    Ask::required("court", "约定的法院", "填写全称，例如：广州市天河区人民法院"),
    Ask::choice("connection", "该法院与争议的实际联系", CONNECTIONS),
];
const IMMOVABLE_ASKS: &[Ask] = &[Ask::required("immovable", "不动产所在地", "")];
const INHERITANCE_ASKS: &[Ask] = &[
    Ask::place("deceased", "被继承人死亡时住所地", ""),
    Ask::place("estate", "主要遗产所在地", ""),
];
const LABOUR_ASKS: &[Ask] = &[
    Ask::place("employer", "用人单位所在地", ""),
    Ask::place("performance", "劳动合同履行地", "实际上班的地点"),
];
const INSURANCE_ASKS: &[Ask] = &[
    Ask::place("insured_object", "保险标的物所在地", ""),
    Ask::place("insured_person", "被保险人住所地", "责任保险填写"),
];
const COMPANY_ASKS: &[Ask] = &[Ask::required("company", "公司住所地", "主要办事机构所在地")];
const BILL_ASKS: &[Ask] = &[Ask::required("payment", "票据支付地", "")];
const TRANSPORT_ASKS: &[Ask] =
    &[Ask::place("departure", "运输始发地", ""), Ask::place("destination", "运输目的地", "")];
const PLAINTIFF_ASKS: &[Ask] = &[Ask::choice("absence", "属于哪种情形", ABSENCES)];

const CONNECTIONS: &[(&str, &str)] = &[
    ("plaintiff_domicile", "原告住所地"),
    ("defendant_domicile", "被告住所地"),
    ("performance", "合同履行地"),
    ("signing", "合同签订地"),
    ("subject", "标的物所在地"),
    ("other_actual", "其他有实际联系的地点"),
    ("none", "没有实际联系"),
];

const ABSENCES: &[(&str, &str)] = &[
    ("abroad", "被告不在中国领域内居住，且属于身份关系诉讼"),
    ("missing", "被告下落不明或者被宣告失踪，且属于身份关系诉讼"),
    ("compulsory_education", "被告被采取强制性教育措施"),
    ("imprisoned", "被告被监禁"),
];

/// One question of a basis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ask {
    pub key: &'static str,
    pub label: &'static str,
    pub hint: &'static str,
    pub form: AskForm,
    pub required: bool,
}

/// How it is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AskForm {
    /// An address.
    Place,
    YesNo,
    Choice(&'static [(&'static str, &'static str)]),
}

impl Ask {
    const fn place(key: &'static str, label: &'static str, hint: &'static str) -> Self {
        Self { key, label, hint, form: AskForm::Place, required: false }
    }

    const fn required(key: &'static str, label: &'static str, hint: &'static str) -> Self {
        Self { key, label, hint, form: AskForm::Place, required: true }
    }

    const fn yes_no(key: &'static str, label: &'static str, hint: &'static str) -> Self {
        Self { key, label, hint, form: AskForm::YesNo, required: false }
    }

    const fn choice(
        key: &'static str,
        label: &'static str,
        options: &'static [(&'static str, &'static str)],
    ) -> Self {
        Self { key, label, hint: "", form: AskForm::Choice(options), required: true }
    }

    /// The name of its field: bases that ask alike do not share answers.
    pub fn field(&self, basis: Basis) -> String {
        format!("{}_{}", basis.key(), self.key)
    }
}

/// What keeps the step from being done.
pub fn findings(filing: &Filing) -> Vec<Finding> {
    let answers = &filing.content.jurisdiction;
    let Some(basis) = Basis::from_key(&answers.basis) else {
        return vec![Finding::new("basis", "请选择管辖依据")];
    };
    let given =
        |ask: &Ask| answers.places.get(&ask.field(basis)).is_some_and(|v| !v.trim().is_empty());
    let asks = basis.asks();
    if let Some(ask) = asks.iter().find(|a| a.required && !given(a)) {
        let message = match ask.form {
            AskForm::Place => format!("请填写{}", ask.label),
            AskForm::YesNo | AskForm::Choice(_) => format!("请选择：{}", ask.label),
        };
        return vec![Finding::new(ask.field(basis), message)];
    }
    match asks.first() {
        Some(first) if !asks.iter().any(given) => {
            let labels: Vec<_> = asks.iter().map(|a| a.label).collect();
            vec![Finding::new(first.field(basis), format!("请至少填写一项：{}", labels.join("、")))]
        }
        Some(_) | None => Vec::new(),
    }
}

/// What the law says with what the filing tells so far (民事诉讼法第十八条至第三十六条).
pub fn answer(filing: &Filing, today: NaiveDate) -> Answer {
    jurisdiction::recommend(&facts(filing, today))
}

/// A court that may be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    pub id: String,
    pub name: String,
    pub why: String,
    pub article: String,
    pub chosen: bool,
}

/// The courts that the rules of jurisdiction lead to; empty while something is missing.
pub fn courts(filing: &Filing, today: NaiveDate) -> Vec<Advice> {
    match answer(filing, today) {
        Answer::CannotTell { .. } => Vec::new(),
        Answer::Courts { courts, .. } => courts
            .into_iter()
            .map(|r| Advice {
                id: r.court.id.to_owned(),
                name: r.court.name.to_owned(),
                why: r.why,
                article: r.article,
                chosen: filing.court.as_deref() == Some(r.court.id),
            })
            .collect(),
    }
}

fn facts(filing: &Filing, today: NaiveDate) -> Facts {
    let c = &filing.content;
    let homes =
        |role| c.on_side(role).map(|p| p.fields.address.trim().to_owned()).collect::<Vec<_>>();
    let mut facts = Facts::new(today, filing.kind);
    facts.cause_list.clone_from(&filing.cause_list);
    facts.cause = filing.cause.clone().unwrap_or_default();
    facts.amount = c.claim_amount();
    facts.plaintiffs = homes(PartyRole::Plaintiff);
    facts.defendants = homes(PartyRole::Defendant);
    facts.foreign = c.region.is_some_and(|r| r != Region::Mainland);
    if let Some(basis) = Basis::from_key(&c.jurisdiction.basis) {
        answered(&mut facts, filing, basis);
    }
    facts
}

/// Puts the answers of the chosen basis where the law looks for them.
fn answered(facts: &mut Facts, filing: &Filing, basis: Basis) {
    let places = &filing.content.jurisdiction.places;
    let said = |key: &str| {
        let field = format!("{}_{key}", basis.key());
        places.get(&field).map(|v| v.trim().to_owned()).unwrap_or_default()
    };
    let yes = |key: &str| match said(key).as_str() {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    let p = &mut facts.places;
    p.performance = said("performance");
    p.delivery = said("delivery");
    p.tort = said("tort");
    p.damage = said("damage");
    p.immovable = said("immovable");
    p.deceased = said("deceased");
    p.estate = said("estate");
    p.employer = said("employer");
    p.insured_object = said("insured_object");
    p.insured_person = said("insured_person");
    p.company = said("company");
    p.payment = said("payment");
    p.departure = said("departure");
    p.destination = said("destination");
    // Where the claims are tied to the place of an immovable, it is stated that they are about one.
    facts.concerns_immovable = (basis == Basis::Immovable).then_some(true);
    facts.claims_money = yes("claims_money");
    facts.online.delivered_online = yes("delivered_online");
    facts.online.happened_online = yes("happened_online");
    if basis == Basis::Plaintiff {
        facts.absence = absence(&said("absence"));
    }
    if basis == Basis::Agreed {
        let connection = connection(&said("connection"));
        let court = said("court");
        facts.agreement = Some(Agreement { court, connection, standard_term_unnoticed: false });
    }
}

fn absence(key: &str) -> Option<Absence> {
    [Absence::Abroad, Absence::Missing, Absence::CompulsoryEducation, Absence::Imprisoned]
        .into_iter()
        .zip(ABSENCES)
        .find(|(_, (k, _))| *k == key)
        .map(|(a, _)| a)
}

fn connection(key: &str) -> Option<Connection> {
    [
        Connection::PlaintiffDomicile,
        Connection::DefendantDomicile,
        Connection::Performance,
        Connection::Signing,
        Connection::Subject,
        Connection::OtherActual,
        Connection::None,
    ]
    .into_iter()
    .zip(CONNECTIONS)
    .find(|(_, (k, _))| *k == key)
    .map(|(c, _)| c)
}
