//! `{kind, input, exact, fee_fen_half_up, fee_yuan_half_up}`.

use super::{Compared, only};
use crate::{
    Fen,
    fee::{
        self, Application, CourtRates, FeeQuery, FeeResult, Matter, Reduction, acceptance,
        application,
    },
};
use serde_json::{Map, Value, json};

/// The named numbers of an example.
struct Input<'v> {
    kind: &'v str,
    given: Map<String, Value>,
}

impl Input<'_> {
    fn says(&self, word: &str) -> bool {
        self.kind.contains(word)
    }

    fn optional(&self, keys: &[&str]) -> Result<Option<Fen>, String> {
        for key in keys {
            let text = match self.given.get(*key) {
                None | Some(Value::Null) => continue,
                Some(Value::String(text)) => text.clone(),
                Some(other) => other.to_string(),
            };
            return Fen::parse(&text).map(Some).map_err(|why| format!("{key}：{why}"));
        }
        Ok(None)
    }

    fn sum(&self, keys: &[&str]) -> Result<Fen, String> {
        self.optional(keys)?.ok_or_else(|| format!("{}没有{}", self.kind, keys.join("、")))
    }

    fn amount(&self) -> Result<Fen, String> {
        self.sum(&["amount", "claim", "value", "estate"])
    }

    /// The sum within a range: given, or the end the kind names.
    fn base(&self, low: i64, high: i64) -> Result<Fen, String> {
        let named = if self.says("上限") { high } else { low };
        Ok(self.optional(&["base", "base_fee"])?.unwrap_or(Fen::yuan(named)))
    }

    fn reductions(&self) -> Vec<Reduction> {
        let all = [
            ("简易", Reduction::Simplified),
            ("小额", Reduction::Simplified),
            ("调解", Reduction::Mediated),
            ("撤诉", Reduction::Withdrawn),
            ("撤回", Reduction::Withdrawn),
            ("反诉", Reduction::CounterclaimJoined),
            ("第三人", Reduction::ThirdPartyJoined),
            ("有独三", Reduction::ThirdPartyJoined),
        ];
        let named = all.into_iter().filter(|(word, _)| self.says(word));
        let found: Vec<_> = named.map(|(_, reduction)| reduction).collect();
        if found.is_empty() && self.says("减半") { vec![Reduction::Simplified] } else { found }
    }
}

pub(super) fn compare(entry: &Value) -> Result<Compared, String> {
    let kind = entry.get("kind").and_then(Value::as_str).ok_or("没有kind")?;
    let given = entry.get("input").and_then(Value::as_object).cloned().unwrap_or_default();
    let result = compute(&Input { kind, given })?;
    let computed = [
        ("exact", json!(result.exact.decimal())),
        ("fee_fen_half_up", json!(result.exact.to_fen().plain())),
        ("fee_yuan_half_up", json!(result.exact.to_yuan().0 / 100)),
    ];
    Ok(only(entry, computed))
}

fn compute(input: &Input) -> Result<FeeResult, String> {
    if input.says("增加") {
        return Ok(fee::added_claim(input.sum(&["from"])?, input.sum(&["to"])?));
    }
    if input.says("减少") {
        return Ok(fee::reduced_claim(input.sum(&["from"])?, input.sum(&["to"])?));
    }
    if let Some(full) = input.optional(&["full_fee"])? {
        let reason = input.reductions().first().copied().unwrap_or(Reduction::Simplified);
        return Ok(fee::given_halved(full, reason));
    }
    if input.says("上诉")
        && let Some(contested) = input.optional(&["contested"])?
    {
        return Ok(fee::appeal(contested));
    }
    if let Some((asked, rates)) = asked_for(input)? {
        return Ok(application(&asked, &rates));
    }
    let mut query = FeeQuery::new(Matter::OtherNonProperty);
    query.reductions = input.reductions();
    query.matter = matter(input, &mut query.rates)?;
    Ok(acceptance(&query))
}

fn asked_for(input: &Input) -> Result<Option<(Application, CourtRates)>, String> {
    let mut rates = CourtRates::default();
    let amount = input.optional(&["amount", "value"])?;
    let asked = if input.says("执行") || input.says("承认") {
        rates.enforcement_without_amount = input.base(50, 500)?;
        Application::Enforcement { amount }
    } else if input.says("保全") {
        Application::Preservation { value: amount }
    } else if input.says("支付令") {
        Application::PaymentOrder { amount: input.amount()? }
    } else if input.says("公示催告") {
        Application::PublicSummons
    } else if input.says("仲裁") {
        Application::Arbitration
    } else if input.says("破产") {
        Application::Bankruptcy { estate: input.amount()? }
    } else if input.says("责任限制基金") {
        rates.maritime_fund = input.base(1_000, 10_000)?;
        Application::MaritimeFund
    } else if input.says("强制令") {
        rates.maritime_injunction = input.base(1_000, 5_000)?;
        Application::MaritimeInjunction
    } else if input.says("船舶优先权") {
        rates.ship_lien_notice = input.base(1_000, 5_000)?;
        Application::ShipLienNotice
    } else if input.says("债权登记") {
        Application::MaritimeClaimRegistration
    } else if input.says("共同海损") {
        Application::GeneralAverage
    } else {
        return Ok(None);
    };
    Ok(Some((asked, rates)))
}

fn matter(input: &Input, rates: &mut CourtRates) -> Result<Matter, String> {
    Ok(if input.says("离婚") {
        rates.divorce = input.base(50, 300)?;
        let property = input.optional(&["property_total", "property", "amount"])?;
        Matter::Divorce { property: property.unwrap_or_default() }
    } else if input.says("人格权") {
        rates.personality = input.base(100, 500)?;
        let damages = input.optional(&["damages", "amount"])?;
        Matter::Personality { damages: damages.unwrap_or_default() }
    } else if input.says("知识产权") {
        rates.intellectual_property = input.base(500, 1_000)?;
        Matter::IntellectualProperty { amount: input.optional(&["amount"])? }
    } else if input.says("劳动") {
        Matter::Labour
    } else if input.says("赔偿") && input.says("行政") {
        Matter::AdministrativeCompensation
    } else if input.says("国家赔偿") {
        Matter::StateCompensation
    } else if input.says("商标") || input.says("专利") || input.says("海事行政") {
        Matter::AdministrativeSpecial
    } else if input.says("行政") {
        Matter::AdministrativeOther
    } else if input.says("管辖") {
        rates.jurisdiction_objection = input.base(50, 100)?;
        Matter::JurisdictionObjectionFailed
    } else if input.says("特别程序") || input.says("司法确认") || input.says("担保物权")
    {
        Matter::SpecialProcedure
    } else if input.says("非财产") {
        rates.other = input.base(50, 100)?;
        Matter::OtherNonProperty
    } else {
        Matter::Property { amount: input.amount()? }
    })
}
