//! 管辖: which courts may hear a case, with the article and a sentence why, or what is missing to tell.
//!
//! Nothing is guessed: an address without a county, a cause whose courts the Supreme People's Court designates one by
//! one, a condition nobody stated – each is named as missing. A recommendation is no ruling: 民事诉讼法第一百三十条.

mod abroad;
mod agreement;
mod civil;
#[cfg(test)]
mod doubtful_tests;
mod internet;
mod level;
mod nature;
mod objection;
mod other;
mod procedure;
#[cfg(test)]
mod tests;
mod tort;

pub use objection::{Answered, Objection, Standing, objection};

use crate::{
    CaseKind, Fen,
    court::{self, Court, Level},
    data::Confidence,
    division,
};
use chrono::NaiveDate;
use level::Wanted;
use serde::{Deserialize, Serialize};

/// What is known of the case. Addresses are free text; an empty one is unknown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    pub day: NaiveDate,
    pub kind: CaseKind,
    #[serde(default)]
    pub cause_list: String,
    #[serde(default)]
    pub cause: String,
    #[serde(default)]
    pub amount: Option<Fen>,
    /// Domiciles, or habitual residences where they differ (民诉法解释第三条、第四条).
    #[serde(default)]
    pub plaintiffs: Vec<String>,
    #[serde(default)]
    pub defendants: Vec<String>,
    #[serde(default)]
    pub places: Places,
    #[serde(default)]
    pub agreement: Option<Agreement>,
    #[serde(default)]
    pub online: Online,
    /// The main claim is for payment of money (民诉法解释第十八条第二款).
    #[serde(default)]
    pub claims_money: Option<bool>,
    /// The contract was performed at least in part (民诉法解释第十八条第三款).
    #[serde(default)]
    pub performed: Option<bool>,
    /// 标的物为不动产 (民诉法解释第二十八条第一款); `None` is not stated.
    #[serde(default)]
    pub concerns_immovable: Option<bool>,
    /// 涉外、涉港澳台
    #[serde(default)]
    pub foreign: bool,
    /// 被告在中华人民共和国领域内没有住所 (民事诉讼法第二百七十六条)
    #[serde(default)]
    pub defendant_abroad: bool,
    #[serde(default)]
    pub absence: Option<Absence>,
    #[serde(default)]
    pub enforcement_basis: Option<EnforcementBasis>,
    /// Id of the court of first instance whose decision is to be enforced.
    #[serde(default)]
    pub decided_by: String,
    /// 对限制人身自由的行政强制措施不服 (行政诉讼法第十九条).
    #[serde(default)]
    pub restricts_liberty: bool,
    /// 被告为国务院部门、县级以上地方人民政府或者海关 (行政诉讼法第十五条).
    #[serde(default)]
    pub high_agency: Option<bool>,
}

/// Places the law ties jurisdiction to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Places {
    /// 合同履行地
    pub performance: String,
    /// 合同签订地
    pub signing: String,
    /// 租赁物使用地（财产租赁、融资租赁）
    pub lease: String,
    /// 收货地（信息网络买卖）
    pub delivery: String,
    /// 侵权行为实施地
    pub tort: String,
    /// 侵权结果发生地
    pub damage: String,
    /// 侵权商品、侵权复制品储藏地或者查封扣押地
    pub storage: String,
    /// 产品制造地
    pub manufacture: String,
    /// 产品销售地、服务提供地
    pub sale: String,
    /// 车辆、船舶最先到达地，航空器最先降落地
    pub first_arrival: String,
    /// 不动产所在地
    pub immovable: String,
    /// 保险标的物所在地，运输工具登记注册地
    pub insured_object: String,
    /// 保险事故发生地（运输工具、运输中的货物）
    pub accident: String,
    /// 被保险人住所地（责任保险、人身保险）
    pub insured_person: String,
    /// 票据支付地
    pub payment: String,
    /// 公司住所地
    pub company: String,
    /// 运输始发地、目的地
    pub departure: String,
    pub destination: String,
    /// 被继承人死亡时住所地、主要遗产所在地
    pub deceased: String,
    pub estate: String,
    /// 用人单位所在地
    pub employer: String,
    /// 被告所在的行政机关、赔偿义务机关所在地
    pub agency: String,
    /// 行政复议机关所在地
    pub review_agency: String,
    /// 调解组织所在地
    pub mediation: String,
    /// 担保财产所在地、担保物权登记地
    pub security: String,
    /// 仲裁机构所在地
    pub arbitration: String,
    /// 被执行、被保全、无主的财产所在地，标的物所在地，可供扣押财产所在地
    pub assets: String,
    /// 外国企业代表机构住所地
    pub representative: String,
}

/// 协议管辖 (民事诉讼法第三十五条；法释〔2025〕15号).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agreement {
    /// Id or name of the court agreed on.
    pub court: String,
    pub connection: Option<Connection>,
    /// The clause is a standard term the operator drew attention to (民诉法解释第三十一条).
    #[serde(default)]
    pub standard_term_unnoticed: bool,
}

/// What ties an agreed court to the dispute (民事诉讼法第三十五条).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Connection {
    PlaintiffDomicile,
    DefendantDomicile,
    Performance,
    Signing,
    Subject,
    OtherActual,
    None,
}

/// What the internet courts' jurisdiction turns on; `None` is not stated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Online {
    /// 通过电子商务平台签订或者履行
    pub on_platform: Option<bool>,
    /// 签订、履行行为均在网络上完成
    pub wholly_online: Option<bool>,
    /// 侵权或者数据处理发生在网络上
    pub happened_online: Option<bool>,
    /// 标的通过信息网络交付
    pub delivered_online: Option<bool>,
    /// 行政行为属于网络数据、网络个人信息、网络不正当竞争监管，网络交易管理，网络信息服务管理等 (法释〔2025〕14号第一条)
    pub supervision: Option<bool>,
    /// 检察机关提起的网络公益诉讼 (法释〔2025〕14号第一条)
    pub public_interest: Option<bool>,
}

/// 由原告住所地管辖的情形 (民事诉讼法第二十三条).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Absence {
    /// 不在中国领域内居住（身份关系诉讼）
    Abroad,
    /// 下落不明或者宣告失踪（身份关系诉讼）
    Missing,
    /// 被采取强制性教育措施
    CompulsoryEducation,
    /// 被监禁
    Imprisoned,
    /// 双方都被监禁或者被采取强制性教育措施 (民诉法解释第八条)
    BothConfined,
    /// 夫妻一方离开住所地超过一年 (民诉法解释第十二条第一款)
    LeftHome,
    /// 夫妻双方离开住所地超过一年 (民诉法解释第十二条第二款)
    BothLeftHome,
}

/// 执行依据.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EnforcementBasis {
    /// 民事判决、裁定、调解书
    Judgment,
    /// 国内仲裁裁决
    Arbitration,
    /// 公证债权文书
    Notarised,
}

/// A court that may hear the case.
#[derive(Clone, Debug, Serialize)]
pub struct Recommendation {
    pub court: &'static Court,
    pub article: String,
    pub why: String,
    /// 专属管辖: no other court may.
    pub exclusive: bool,
    /// How sure the figures and lists are on which it rests; said in the notes where it is not high.
    pub confidence: Confidence,
    pub notes: Vec<String>,
}

/// Courts with reasons, or what is missing to tell.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case", tag = "answer")]
pub enum Answer {
    Courts { courts: Vec<Recommendation>, missing: Vec<String> },
    CannotTell { missing: Vec<String>, why: String },
}

impl Facts {
    /// Nothing known but day and kind of case (民事诉讼法第一百二十二条第（四）项).
    pub fn new(day: NaiveDate, kind: CaseKind) -> Self {
        Self {
            day,
            kind,
            cause_list: String::new(),
            cause: String::new(),
            amount: None,
            plaintiffs: Vec::new(),
            defendants: Vec::new(),
            places: Places::default(),
            agreement: None,
            online: Online::default(),
            claims_money: None,
            performed: None,
            concerns_immovable: None,
            foreign: false,
            defendant_abroad: false,
            absence: None,
            enforcement_basis: None,
            decided_by: String::new(),
            restricts_liberty: false,
            high_agency: None,
        }
    }
}

/// 推荐管辖法院（民事诉讼法第十八条至第三十六条；行政诉讼法第十四条至第二十条；法释〔2025〕14号；法发〔2021〕27号）.
pub fn recommend(facts: &Facts) -> Answer {
    let mut search = Search::new(facts);
    match facts.kind {
        CaseKind::CivilFirst | CaseKind::Mediation => civil::recommend(&mut search),
        CaseKind::AdministrativeFirst => other::administrative(&mut search),
        CaseKind::PrivateProsecution => other::private_prosecution(&mut search),
        CaseKind::StateCompensation => other::state_compensation(&mut search),
        CaseKind::ArbitrationSetAside => other::arbitration(&mut search),
        CaseKind::EnforcementFirst | CaseKind::EnforcementOther => other::enforcement(&mut search),
        CaseKind::Bankruptcy => other::bankruptcy(&mut search),
    }
    search.answer()
}

const CHOICE: &str = "两个以上人民法院都有管辖权的，原告可以向其中一个起诉；向两个以上起诉的，由最先立案的人民法院管辖（民事诉讼法第三十六条）";

const RENUMBERED: &str =
    "所引民事诉讼法为2023年修正文本的条序；2024年1月1日以前适用的文本，条序可能不同，请对照";

/// What has been found so far.
struct Search<'f> {
    facts: &'f Facts,
    found: Vec<Recommendation>,
    missing: Vec<String>,
    notes: Vec<String>,
    confidence: Confidence,
    /// No court can be named, and why.
    refused: Option<String>,
}

impl<'f> Search<'f> {
    fn new(facts: &'f Facts) -> Self {
        Self {
            facts,
            found: Vec::new(),
            missing: Vec::new(),
            notes: Vec::new(),
            confidence: Confidence::High,
            refused: None,
        }
    }

    fn lacks(&mut self, what: &str) {
        if !self.missing.iter().any(|known| known == what) {
            self.missing.push(what.to_owned());
        }
    }

    fn note(&mut self, text: String) {
        if !self.notes.contains(&text) {
            self.notes.push(text);
        }
    }

    /// The court of the wanted level for the county an address lies in.
    fn court_at(
        &mut self,
        what: &str,
        address: &str,
        wanted: impl Into<Wanted>,
    ) -> Option<&'static Court> {
        if address.trim().is_empty() {
            return None;
        }
        let place = division::locate(address);
        let level = match wanted.into() {
            Wanted::Level(level) => level,
            Wanted::ByAmount => {
                let province = place.province.map(|province| province.name);
                if province.is_none() && self.facts.amount.is_some() {
                    self.lacks(&format!("{what}所在的省、市、区、县"));
                    return None;
                }
                level::level_in(self, province)?
            }
        };
        let named = place.county.and_then(|county| court::by_division(county.code));
        let basic = named.or_else(|| by_shortcut(&place));
        if let Some(basic) = basic {
            let chain = court::chain_of_appeal(basic.id);
            return chain.into_iter().find(|court| court.level >= level);
        }
        if level >= Level::Intermediate
            && let Some(court) = place.city.and_then(|city| court::by_division(city.code))
        {
            return court::chain_of_appeal(court.id).into_iter().find(|c| c.level >= level);
        }
        match (place.county, place.finest()) {
            (Some(county), _) => self.lacks(&format!(
                "{}（{}）由哪个基层人民法院管辖，名录中没有对应，请向当地法院核实",
                what, county.name
            )),
            (None, Some(wide)) if undivided(&place) => {
                self.lacks(&format!(
                    "{what}由{}的哪个基层人民法院管辖（该市不设区、县，有多个基层人民法院），请按镇、街道向当地法院核实",
                    wide.name
                ));
            }
            (None, Some(wide)) => {
                self.lacks(&format!("{what}所在的区、县（现只写到{}）", wide.name));
            }
            (None, None) => self.lacks(&format!("{what}所在的省、市、区、县")),
        }
        None
    }

    fn add(&mut self, what: &str, address: &str, wanted: impl Into<Wanted>, ground: (&str, &str)) {
        if let Some(court) = self.court_at(what, address, wanted) {
            self.push(court, ground, false);
        }
    }

    fn push(&mut self, court: &'static Court, (article, why): (&str, &str), exclusive: bool) {
        if let Some(known) = self.found.iter_mut().find(|known| known.court.id == court.id) {
            if !known.why.contains(why) {
                known.why = format!("{}；{why}", known.why);
                known.article = format!("{}；{article}", known.article);
            }
            return;
        }
        let (article, why) = (article.to_owned(), why.to_owned());
        let confidence = Confidence::High;
        let notes = Vec::new();
        self.found.push(Recommendation { court, article, why, exclusive, confidence, notes });
    }

    /// The answer rests on something less sure than the text of an article.
    fn rests_on(&mut self, confidence: Confidence) {
        if self.confidence != Confidence::Low {
            self.confidence = confidence;
        }
    }

    fn refuse(&mut self, why: &str) {
        self.refused = Some(why.to_owned());
    }

    fn answer(mut self) -> Answer {
        if let Some(why) = self.refused {
            return Answer::CannotTell { missing: self.missing, why };
        }
        if self.found.is_empty() {
            let why = "现有信息不足以判断管辖法院".to_owned();
            return Answer::CannotTell { missing: self.missing, why };
        }
        if !level::since(self.facts.day, 2024, 1, 1)
            && self.found.iter().any(|r| r.article.contains("民事诉讼法"))
        {
            self.notes.push(RENUMBERED.to_owned());
        }
        let civil = matches!(self.facts.kind, CaseKind::CivilFirst | CaseKind::Mediation);
        if civil && self.found.len() > 1 {
            self.notes.push(CHOICE.to_owned());
        }
        for recommendation in &mut self.found {
            recommendation.notes.extend(self.notes.iter().cloned());
            recommendation.confidence = self.confidence;
        }
        Answer::Courts { courts: self.found, missing: self.missing }
    }
}

/// A city without districts and counties.
fn undivided(place: &division::Place) -> bool {
    place.city.is_some_and(|city| division::below(Some(city.code)).next().is_none())
}

/// Cities without districts and with one basic court.
fn by_shortcut(place: &division::Place) -> Option<&'static Court> {
    let city = place.city.filter(|_| place.county.is_none())?;
    let upper = court::by_division(city.code)?;
    if upper.level == Level::Basic {
        return Some(upper);
    }
    let mut below = court::all()
        .iter()
        .filter(|court| court.parent == Some(upper.id) && court.special.is_none());
    below.next().filter(|_| below.next().is_none())
}
