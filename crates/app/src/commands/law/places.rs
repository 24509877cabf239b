//! Courts and jurisdiction.
use super::{from_json, print, today, told};
use crate::{Failure, Outcome};
use chrono::NaiveDate;
use clap::{Args, Subcommand};
use law::{
    CaseKind, Fen,
    court::{self, Court},
    jurisdiction::{Facts, Objection, objection, recommend},
    period::Calendar,
};
use serde_json::{Map, Value, json};

/// `dengwen law court`
#[derive(Debug, Subcommand)]
pub enum Courts {
    /// 列出省份、城市或法院
    List {
        /// 省级行政区，例如 广东省
        province: Option<String>,
        /// 城市，例如 广州市
        city: Option<String>,
    },
    /// 按名称、简称、代字、拼音搜索
    Search {
        /// 例如 广州互联网法院、天河法院、粤0192、gzhlw
        query: String,
        /// 最多几个
        #[arg(long, default_value_t = 10)]
        limit: usize,
    },
    /// 查看一个法院
    Show {
        /// 编号、代字或全称
        court: String,
    },
    /// 上诉到哪一级法院
    Chain {
        /// 编号、代字或全称
        court: String,
    },
}

fn found(text: &str) -> Result<&'static Court, Failure> {
    court::find(text).or_else(|| court::by_code(text)).or_else(|| court::by_name(text)).ok_or_else(
        || {
            let near: Vec<_> = court::search(text, 3).iter().map(|court| court.name).collect();
            let hint = if near.is_empty() {
                "请用 dengwen law court search 查找".to_owned()
            } else {
                format!("是否为：{}", near.join("、"))
            };
            Failure::new(format!("没有编号、代字或全称为“{text}”的法院。{hint}"))
        },
    )
}

fn whole(court: &Court) -> Value {
    let mut answer = json!(court);
    answer["short_name"] = json!(court.short_name());
    answer["level_name"] = json!(court.level.label());
    answer["internet"] = json!(court.is_internet());
    answer["caution"] = json!(court.code.and(court.code_confidence.caution()));
    answer
}

impl Courts {
    pub(super) fn answer(&self) -> Outcome {
        match self {
            Self::List { province: None, .. } => print(&court::provinces()),
            Self::List { province: Some(province), city: None } => {
                let cities = court::cities(province);
                if cities.is_empty() && court::courts_in(province, "").is_empty() {
                    return Err(Failure::new(format!(
                        "没有名为“{province}”的省级行政区。不写省份可以列出全部"
                    )));
                }
                if cities.is_empty() {
                    return print(&court::courts_in(province, ""));
                }
                print(&cities)
            }
            Self::List { province: Some(province), city: Some(city) } => {
                let courts = court::courts_in(province, city);
                if courts.is_empty() {
                    return Err(Failure::new(format!(
                        "{province}没有名为“{city}”的城市。只写省份可以列出全部城市"
                    )));
                }
                print(&courts)
            }
            Self::Search { query, limit } => {
                print(&court::search(query, *limit).into_iter().map(whole).collect::<Vec<_>>())
            }
            Self::Show { court } => print(&whole(found(court)?)),
            Self::Chain { court } => {
                let chain = court::chain_of_appeal(found(court)?.id);
                print(&chain.into_iter().map(whole).collect::<Vec<_>>())
            }
        }
    }
}

/// `dengwen law jurisdiction`
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub struct Jurisdiction {
    /// 以 JSON 写明事实，- 为标准输入；其余选项补充或覆盖其中的内容
    #[arg(long, value_name = "JSON")]
    facts: Option<String>,
    /// 日期，默认今天
    #[arg(long, value_parser = super::day)]
    day: Option<NaiveDate>,
    /// 案件类型，默认民事一审
    #[arg(long, value_parser = super::kind)]
    kind: Option<CaseKind>,
    /// 案由的编号或全称
    #[arg(long)]
    cause: Option<String>,
    /// 案由规定，例如 civil-2025
    #[arg(long)]
    cause_list: Option<String>,
    /// 诉讼标的额
    #[arg(long, value_parser = super::fen)]
    amount: Option<Fen>,
    /// 原告住所地，可多个
    #[arg(long = "plaintiff")]
    plaintiffs: Vec<String>,
    /// 被告住所地，可多个
    #[arg(long = "defendant")]
    defendants: Vec<String>,
    /// 地点，可多个，例如 performance=广东省广州市天河区；另有 signing lease delivery tort damage storage manufacture sale first_arrival immovable insured_object accident insured_person payment company departure destination deceased estate employer agency review_agency mediation security arbitration assets representative
    #[arg(long = "place", value_name = "NAME=ADDRESS")]
    places: Vec<String>,
    /// 网络情形，可多个，例如 on_platform=yes；另有 wholly_online happened_online delivered_online supervision public_interest
    #[arg(long = "online", value_name = "NAME=yes|no")]
    online: Vec<String>,
    /// 协议管辖约定的法院
    #[arg(long)]
    agreed: Option<String>,
    /// 约定的法院与争议的联系：plaintiff_domicile defendant_domicile performance signing subject other_actual none
    #[arg(long, requires = "agreed")]
    connection: Option<String>,
    /// 管辖协议为未提请注意的格式条款
    #[arg(long, requires = "agreed")]
    standard_term_unnoticed: bool,
    /// 主要请求为给付货币：yes 或 no
    #[arg(long)]
    claims_money: Option<String>,
    /// 涉外、涉港澳台
    #[arg(long)]
    foreign: bool,
    /// 被告在中国领域内没有住所
    #[arg(long)]
    defendant_abroad: bool,
    /// 标的物为不动产：yes 或 no
    #[arg(long)]
    concerns_immovable: Option<String>,
    /// 合同已经实际履行：yes 或 no
    #[arg(long)]
    performed: Option<String>,
    /// 不服限制人身自由的行政强制措施
    #[arg(long)]
    restricts_liberty: bool,
    /// 被告为国务院部门、县级以上地方人民政府或者海关：yes 或 no
    #[arg(long)]
    high_agency: Option<String>,
    /// 管辖权异议，JSON，例如 {"served":"2026-02-06","raised":"2026-02-20"}：是否审查，是否构成应诉管辖
    #[arg(long, value_name = "JSON")]
    objection: Option<String>,
    /// 由原告住所地管辖等情形：abroad missing compulsory_education imprisoned both_confined left_home both_left_home
    #[arg(long)]
    absence: Option<String>,
    /// 执行依据：judgment arbitration notarised
    #[arg(long)]
    enforcement_basis: Option<String>,
    /// 作出生效文书的第一审法院：编号、代字或全称
    #[arg(long)]
    decided_by: Option<String>,
}

fn yes(text: &str) -> Result<bool, Failure> {
    match text {
        "yes" | "true" | "是" => Ok(true),
        "no" | "false" | "否" => Ok(false),
        other => Err(Failure::new(format!("“{other}”无法识别。请写 yes 或 no"))),
    }
}

fn pair(text: &str) -> Result<(&str, &str), Failure> {
    text.split_once('=')
        .ok_or_else(|| Failure::new(format!("“{text}”无法识别。请按 名称=内容 的格式填写")))
}

impl Jurisdiction {
    pub(super) fn answer(&self) -> Outcome {
        if let Some(raised) = &self.objection {
            let raised: Objection = from_json(raised)?;
            let on = self.day.unwrap_or_else(today);
            return print(&objection(&raised, on, Calendar::in_use()));
        }
        let mut facts: Map<String, Value> = match &self.facts {
            Some(given) => from_json(given)?,
            None => Map::new(),
        };
        facts.entry("day").or_insert_with(|| json!(today()));
        facts.entry("kind").or_insert_with(|| json!(CaseKind::CivilFirst));
        self.fill(&mut facts)?;
        let mut facts: Facts = serde_json::from_value(facts.into()).map_err(|e| {
            Failure::new(format!(
                "所写的事实无法识别：{e}。请对照 dengwen law jurisdiction --help 检查名称和取值"
            ))
        })?;
        self.name_cause(&mut facts)?;
        print(&recommend(&facts))
    }

    fn fill(&self, facts: &mut Map<String, Value>) -> Result<(), Failure> {
        let mut put = |key: &str, value: Value| {
            if !value.is_null() && value != json!([]) {
                facts.insert(key.to_owned(), value);
            }
        };
        put("day", json!(self.day));
        put("kind", json!(self.kind));
        put("amount", json!(self.amount));
        put("plaintiffs", json!(self.plaintiffs));
        put("defendants", json!(self.defendants));
        put("absence", json!(self.absence));
        put("enforcement_basis", json!(self.enforcement_basis));
        if self.foreign {
            put("foreign", json!(true));
        }
        if self.defendant_abroad {
            put("defendant_abroad", json!(true));
        }
        if self.restricts_liberty {
            put("restricts_liberty", json!(true));
        }
        let stated = [
            ("claims_money", &self.claims_money),
            ("performed", &self.performed),
            ("concerns_immovable", &self.concerns_immovable),
            ("high_agency", &self.high_agency),
        ];
        for (key, said) in stated {
            if let Some(said) = said {
                put(key, json!(yes(said)?));
            }
        }
        if let Some(court) = &self.decided_by {
            put("decided_by", json!(found(court)?.id));
        }
        if let Some(court) = &self.agreed {
            let unnoticed = self.standard_term_unnoticed;
            put(
                "agreement",
                json!({"court": found(court)?.id, "connection": self.connection, "standard_term_unnoticed": unnoticed}),
            );
        }
        let known =
            json!([law::jurisdiction::Places::default(), law::jurisdiction::Online::default()]);
        for (key, pairs, which) in [("places", &self.places, 0), ("online", &self.online, 1)] {
            for text in pairs {
                let (name, value) = pair(text)?;
                if known[which].get(name).is_none() {
                    return Err(Failure::new(format!(
                        "没有名为“{name}”的一项。请对照 dengwen law jurisdiction --help"
                    )));
                }
                let value = if which == 0 { json!(value) } else { json!(yes(value)?) };
                facts.entry(key).or_insert_with(|| json!({}))[name] = value;
            }
        }
        Ok(())
    }

    /// The cause may be written by its name, and the list left out.
    fn name_cause(&self, facts: &mut Facts) -> Result<(), Failure> {
        if let Some(list) = &self.cause_list {
            facts.cause_list.clone_from(list);
        }
        if let Some(cause) = &self.cause {
            facts.cause.clone_from(cause);
        }
        if facts.cause.is_empty() {
            return Ok(());
        }
        if facts.cause_list.is_empty() {
            let list = law::cause::list_for(facts.kind, facts.day).map_err(told)?;
            list.key.clone_into(&mut facts.cause_list);
        }
        let list = law::cause::list(&facts.cause_list)
            .ok_or_else(|| Failure::new(format!("没有名为“{}”的案由规定", facts.cause_list)))?;
        super::causes::named(list, &facts.cause)?.id.clone_into(&mut facts.cause);
        Ok(())
    }
}
