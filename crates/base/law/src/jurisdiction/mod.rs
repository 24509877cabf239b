//! 管辖: which courts may hear a case, with the article and a sentence why, or what is missing to tell.
//!
//! Nothing is guessed: an address without a county, a cause whose courts the Supreme People's Court designates one by
//! one, a condition nobody stated – each is named as missing. A recommendation is no ruling: 民事诉讼法第一百三十条.

mod civil;
mod internet;
mod level;
mod nature;
mod other;
#[cfg(test)]
mod tests;

use crate::{
    CaseKind, Fen,
    court::{self, Court, Level},
    data::Confidence,
    division,
};
use chrono::NaiveDate;
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
    /// 涉外、涉港澳台
    #[serde(default)]
    pub foreign: bool,
    #[serde(default)]
    pub absence: Option<Absence>,
    #[serde(default)]
    pub enforcement_basis: Option<EnforcementBasis>,
    /// Id of the court of first instance whose decision is to be enforced.
    #[serde(default)]
    pub decided_by: String,
}

/// Places the law ties jurisdiction to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Places {
    /// 合同履行地
    pub performance: String,
    /// 合同签订地
    pub signing: String,
    /// 收货地（信息网络买卖）
    pub delivery: String,
    /// 侵权行为实施地
    pub tort: String,
    /// 侵权结果发生地
    pub damage: String,
    /// 不动产所在地
    pub immovable: String,
    /// 保险标的物所在地，运输工具登记注册地
    pub insured_object: String,
    /// 被保险人住所地（责任保险）
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
    /// 仲裁机构所在地
    pub arbitration: String,
    /// 被执行的财产所在地
    pub assets: String,
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
            foreign: false,
            absence: None,
            enforcement_basis: None,
            decided_by: String::new(),
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

    /// The basic court of the county an address lies in, lifted to the given level.
    fn court_at(&mut self, what: &str, address: &str, level: Level) -> Option<&'static Court> {
        if address.trim().is_empty() {
            return None;
        }
        let place = division::locate(address);
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
            (None, Some(wide)) => {
                self.lacks(&format!("{what}所在的区、县（现只写到{}）", wide.name));
            }
            (None, None) => self.lacks(&format!("{what}所在的省、市、区、县")),
        }
        None
    }

    fn add(&mut self, what: &str, address: &str, level: Level, ground: (&str, &str)) {
        if let Some(court) = self.court_at(what, address, level) {
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
        for recommendation in &mut self.found {
            recommendation.notes.extend(self.notes.iter().cloned());
            recommendation.confidence = self.confidence;
        }
        Answer::Courts { courts: self.found, missing: self.missing }
    }
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
