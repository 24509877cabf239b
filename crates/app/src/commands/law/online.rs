//! The online rules as questions in JSON.
use super::{from_json, print};
use crate::{Failure, Outcome};
use clap::{Args, ValueEnum};
use law::{
    online::{
        self, Authenticity, ChainData, Consent, Delicate, ExchangeMode, HearingFacts,
        OriginalGround, Proceeding, ServiceConsent, Step,
    },
    period::{Arrival, served},
};
use serde::Deserialize;
use serde_json::{Value, json};

/// `dengwen law online`
#[derive(Debug, Args)]
pub struct Online {
    /// 问题
    #[arg(value_enum)]
    question: Asked,
    /// 事实（JSON），- 为标准输入；articles 不需要
    facts: Option<String>,
}

/// The questions, with an example of the facts each takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Asked {
    /// 全部条文要点（不需要事实）
    Articles,
    /// 可否在线：{"proceeding":"civil"}
    Scope,
    /// 各方怎样参加：{"step":"hearing","parties":[["甲","given"],["乙","refused"]]}
    Participation,
    /// 可否在线庭审：{"consenting":2,"refusing":0,"bars":[]}
    Hearing,
    /// 可否非同步庭审：{"consenting":2,"conditions":["small_claims_or_simplified"]}
    Asynchronous,
    /// 未到庭怎样处理：{"technical_cause":false,"had_joined":true,"warned":true}
    Absence,
    /// 可否在互联网公开：{"touches":["divorce"],"closure_applied":true}
    Stream,
    /// 可否电子送达：{"ground":"express","address_known":true,"is_decision":true}
    Service,
    /// 何时送达：[{"channel":"邮箱","effect":"arrived_confirmed","at":"2025-03-02T20:00:00+08:00"}]
    Served,
    /// 区块链存储数据的推定：{"hash_matches":true,"objected_before":false}
    Chain,
    /// 证据交换的方式：["synchronous","asynchronous"]
    Exchange,
    /// 是否应当提供原件：{"ground":"contested_with_reasons"}
    Original,
    /// 何以视为原件：{"ground":"not_contested"}
    AsOriginal,
    /// 同意后不作为的提示：{"step":"hearing"}
    Inaction,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Proceedings {
    proceeding: Proceeding,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Parties {
    step: Step,
    parties: Vec<(String, Consent)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Away {
    technical_cause: bool,
    had_joined: bool,
    warned: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shown {
    #[serde(default)]
    touches: Vec<Delicate>,
    #[serde(default)]
    closure_applied: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Serving {
    ground: Option<ServiceConsent>,
    address_known: bool,
    #[serde(default)]
    is_decision: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ground<T> {
    ground: T,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AtStep {
    step: Step,
}

impl Online {
    pub(super) fn answer(&self) -> Outcome {
        if self.question == Asked::Articles {
            return print(&online::articles());
        }
        let facts = self.facts.as_deref().ok_or_else(|| {
            Failure::new(
                "未写明事实。请在问题之后写 JSON，dengwen law online --help 有每个问题的例子",
            )
        })?;
        print(&answer(self.question, facts)?)
    }
}

fn answer(question: Asked, facts: &str) -> Result<Value, Failure> {
    Ok(match question {
        Asked::Articles => json!(online::articles()),
        Asked::Scope => json!(online::in_scope(from_json::<Proceedings>(facts)?.proceeding)),
        Asked::Participation => {
            let asked: Parties = from_json(facts)?;
            json!({
                "parties": online::participation(asked.step, &asked.parties),
                "identity_checked_again": online::identity_checked_again(asked.step),
            })
        }
        Asked::Hearing => json!(online::hearing_online(&from_json::<HearingFacts>(facts)?)),
        Asked::Asynchronous => {
            json!(online::asynchronous_hearing(&from_json::<HearingFacts>(facts)?))
        }
        Asked::Absence => {
            let away: Away = from_json(facts)?;
            let treated = online::absence(away.technical_cause, away.had_joined, away.warned);
            json!({"treated_as": treated, "article": "在线诉讼规则第二十五条第二款"})
        }
        Asked::Stream => {
            let shown: Shown = from_json(facts)?;
            json!(online::may_stream(&shown.touches, shown.closure_applied))
        }
        Asked::Service => {
            let asked: Serving = from_json(facts)?;
            json!(online::electronic_service(asked.ground, asked.address_known, asked.is_decision))
        }
        Asked::Served => match served(&from_json::<Vec<Arrival>>(facts)?) {
            Some(served) => json!(served),
            None => {
                json!({"served": null, "why": "没有一种方式完成有效送达", "article": "在线诉讼规则第三十一条"})
            }
        },
        Asked::Chain => json!(online::chain_data(&from_json::<ChainData>(facts)?)),
        Asked::Exchange => {
            let mode = online::exchange_mode(&from_json::<Vec<ExchangeMode>>(facts)?);
            json!({"mode": mode, "article": "在线诉讼规则第十四条第二款"})
        }
        Asked::Original => {
            json!(online::original_needed(from_json::<Ground<OriginalGround>>(facts)?.ground))
        }
        Asked::AsOriginal => {
            json!(online::as_original(from_json::<Ground<Authenticity>>(facts)?.ground))
        }
        Asked::Inaction => json!(online::inaction_notice(from_json::<AtStep>(facts)?.step)),
    })
}
