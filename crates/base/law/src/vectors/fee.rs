//! `{kind, input, exact, fee_fen_half_up, fee_yuan_half_up}`.

use super::compared::{Compared, is_remark};
use crate::{
    Fen,
    fee::{
        self, Application, Claim, CourtRates, Exact, FeeQuery, FeeResult, Matter, Reduction,
        Relief, Termination, acceptance, application,
    },
};
use serde_json::{Map, Value, json};

/// Keys an input may have. Another one with a number in it is not passed over.
const INPUTS: [&str; 24] = [
    "amount",
    "claim",
    "value",
    "estate",
    "base",
    "base_fee",
    "property_total",
    "property",
    "damages",
    "full_fee",
    "paid",
    "from",
    "to",
    "judgment",
    "contested",
    "percent",
    "claims",
    "court",
    "province",
    "year",
    "currency",
    "case_number",
    "non_property_claims",
    "total",
];

/// The named numbers of an example.
struct Input<'v> {
    kind: &'v str,
    given: Map<String, Value>,
}

impl Input<'_> {
    fn says(&self, word: &str) -> bool {
        self.kind.contains(word)
    }

    fn says_one(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.says(word))
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
        self.sum(&["amount", "claim", "value", "estate", "total", "contested"])
    }

    /// The sum within a range: given, or the end the kind names.
    fn base(&self, low: i64, high: i64) -> Result<Fen, String> {
        let named = if self.says("上限") { high } else { low };
        let base = self.optional(&["base", "base_fee"])?.unwrap_or(Fen::yuan(named));
        if (Fen::yuan(low)..=Fen::yuan(high)).contains(&base) {
            Ok(base)
        } else {
            Err(format!("base应在{low}元至{high}元之间，现为{base}元"))
        }
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
        if self.says_one(&["不减半", "未减半"]) {
            return Vec::new();
        }
        let named = all.into_iter().filter(|(word, _)| self.says(word));
        let found: Vec<_> = named.map(|(_, reduction)| reduction).collect();
        if found.is_empty() && self.says("减半") { vec![Reduction::Simplified] } else { found }
    }

    fn check_keys(&self) -> Result<(), String> {
        let known = |key: &str, value: &Value| {
            INPUTS.contains(&key) || value.is_null() || is_remark(key, value)
        };
        match self.given.iter().find(|(key, value)| !known(key, value)) {
            Some((key, _)) => Err(format!("不认识的输入：{key}")),
            None => Ok(()),
        }
    }
}

pub(super) fn compare(entry: &Value) -> Result<Compared, String> {
    let kind = entry.get("kind").and_then(Value::as_str).ok_or("没有kind")?;
    let given = match entry.get("input") {
        None | Some(Value::Null) => Map::new(),
        Some(input) => input.as_object().cloned().ok_or("input不是对象")?,
    };
    let input = Input { kind, given };
    input.check_keys()?;
    let result = compute(&input)?;
    Ok(Compared::of(entry, &["kind", "input"], &known(&result)))
}

fn yuan(exact: Exact) -> Value {
    json!(exact.to_yuan().0 / 100)
}

/// Everything that is known of a fee, and of its half.
fn known(result: &FeeResult) -> Vec<(&'static str, Value)> {
    let (exact, half) = (result.exact, result.exact.times(1, 2));
    let range = result.range.map(|range| json!([range.low.plain(), range.high.plain()]));
    vec![
        ("exact", json!(exact.decimal())),
        ("fee_fen_half_up", json!(exact.to_fen().plain())),
        ("fee_yuan_half_up", yuan(exact)),
        ("half", json!(half.decimal())),
        ("half_exact", json!(half.decimal())),
        ("half_fen_half_up", json!(half.to_fen().plain())),
        ("half_yuan_half_up", yuan(half)),
        ("range", range.unwrap_or(Value::Null)),
        ("min", result.range.map_or(Value::Null, |range| json!(range.low.plain()))),
        ("max", result.range.map_or(Value::Null, |range| json!(range.high.plain()))),
        ("prepaid", json!(result.prepaid)),
    ]
}

fn compute(input: &Input) -> Result<FeeResult, String> {
    if let Some(changed) = change(input)? {
        return Ok(changed);
    }
    if let Some((asked, rates)) = asked_for(input)? {
        return Ok(application(&asked, &rates));
    }
    let mut query = FeeQuery::new(Matter::OtherNonProperty);
    query.reductions = input.reductions();
    query.matter = matter(input, &mut query.rates)?;
    Ok(acceptance(&query))
}

/// What a change in the case does to the fee.
fn change(input: &Input) -> Result<Option<FeeResult>, String> {
    let amount = || input.amount();
    Ok(Some(if input.says("增加") {
        fee::added_claim(input.sum(&["from"])?, input.sum(&["to"])?)
    } else if input.says("减少") {
        fee::reduced_claim(input.sum(&["from"])?, input.sum(&["to"])?)
    } else if input.says_one(&["免交", "减交", "缓交", "司法救助"]) {
        fee::relief(input.sum(&["full_fee", "fee", "amount"])?, relief(input)?)
    } else if let (true, Some(why)) = (input.says_one(&["退还", "退费"]), termination(input)) {
        fee::refund(input.sum(&["paid", "full_fee", "amount"])?, why)
    } else if let Some(full) = input.optional(&["full_fee"])? {
        let reason = input.reductions().first().copied();
        fee::given_halved(full, reason.unwrap_or(Reduction::Simplified))
    } else if input.says_one(&["简易转普通", "简转普"]) {
        fee::simplified_to_ordinary(Matter::Property { amount: amount()? })
    } else if input.says("支付令") && input.says_one(&["转诉讼", "转入诉讼"]) {
        fee::payment_order_to_suit(amount()?)
    } else if input.says_one(&["上诉", "再审"])
        && let Some(contested) = input.optional(&["contested"])?
    {
        fee::appeal(contested)
    } else {
        return Ok(None);
    }))
}

fn relief(input: &Input) -> Result<Relief, String> {
    if input.says("免交") {
        return Ok(Relief::Exempted);
    }
    if input.says("缓交") {
        return Ok(Relief::Deferred);
    }
    let percent = input.given.get("percent").map_or(Some(30), Value::as_u64);
    let percent =
        percent.and_then(|percent| u8::try_from(percent).ok()).ok_or("percent不是整数")?;
    Ok(Relief::Reduced { percent })
}

fn termination(input: &Input) -> Option<Termination> {
    [
        ("不予受理", Termination::RefusedOrDismissed),
        ("驳回起诉", Termination::RefusedOrDismissed),
        ("发回重审", Termination::Remanded),
        ("刑事", Termination::TransferredToCriminal),
        ("移送", Termination::TransferredToCourt),
        ("中止", Termination::Suspended),
        ("终结", Termination::Closed),
        ("撤诉", Termination::Withdrawn),
        ("调解", Termination::Mediated),
    ]
    .into_iter()
    .find(|(word, _)| input.says(word))
    .map(|(_, why)| why)
}

fn asked_for(input: &Input) -> Result<Option<(Application, CourtRates)>, String> {
    let mut rates = CourtRates::default();
    let amount = input.optional(&["amount", "value"])?;
    let asked = if input.says("异议之诉") {
        return Ok(None);
    } else if input.says_one(&["执行", "承认"]) {
        rates.enforcement_without_amount = input.base(50, 500)?;
        Application::Enforcement { amount }
    } else if input.says("未参加登记") || input.says("代表人诉讼") {
        Application::UnregisteredRightHolder { amount: input.amount()? }
    } else if input.says("担保物权") {
        return Ok(None);
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

/// Words of a kind that is charged by amount.
const BY_AMOUNT: [&str; 15] = [
    "财产",
    "受理费",
    "金额",
    "标的",
    "减半",
    "简易",
    "小额",
    "调解",
    "撤诉",
    "撤回",
    "反诉",
    "第三人",
    "有独三",
    "上诉",
    "异议之诉",
];

fn matter(input: &Input, rates: &mut CourtRates) -> Result<Matter, String> {
    Ok(if input.says("离婚") {
        rates.divorce = input.base(50, 300)?;
        let property = input.optional(&["property_total", "property", "amount"])?;
        Matter::Divorce { property: property.unwrap_or_default() }
    } else if input.says_one(&["人格权", "姓名权", "名称权", "肖像权", "名誉权", "荣誉权"])
    {
        rates.personality = input.base(100, 500)?;
        let damages = input.optional(&["damages", "amount"])?;
        Matter::Personality { damages: damages.unwrap_or_default() }
    } else if input.says("知识产权") {
        rates.intellectual_property = input.base(500, 1_000)?;
        Matter::IntellectualProperty { amount: input.optional(&["amount"])? }
    } else if input.says_one(&["劳动", "人事争议"]) {
        Matter::Labour
    } else if input.says("赔偿") && input.says("行政") {
        Matter::AdministrativeCompensation
    } else if input.says("国家赔偿") {
        Matter::StateCompensation
    } else if input.says_one(&["商标", "专利", "海事行政"]) {
        Matter::AdministrativeSpecial
    } else if input.says("行政") {
        Matter::AdministrativeOther
    } else if input.says_one(&["不予受理", "驳回起诉"])
        || (input.says("管辖") && input.says("上诉"))
    {
        Matter::AppealAgainstDismissal
    } else if input.says("管辖") {
        rates.jurisdiction_objection = input.base(50, 100)?;
        Matter::JurisdictionObjectionFailed
    } else if input.says_one(&["特别程序", "司法确认", "担保物权"]) {
        Matter::SpecialProcedure
    } else if input.says("自诉") {
        Matter::PrivateProsecution
    } else if input.says_one(&["诉前调解", "先行调解"]) {
        Matter::PreFilingMediation
    } else if let Some(claims) = input.given.get("claims") {
        fee::join_claims(&several(claims)?)
    } else if input.says("非财产") {
        rates.other = input.base(50, 100)?;
        Matter::OtherNonProperty
    } else if input.says_one(&BY_AMOUNT) {
        Matter::Property { amount: input.amount()? }
    } else {
        return Err(format!("不认识这种费用：{}", input.kind));
    })
}

/// 多个诉讼请求: amounts, and null for a claim without one.
fn several(claims: &Value) -> Result<Vec<Claim>, String> {
    let claims = claims.as_array().ok_or("claims不是数组")?;
    let one = |claim: &Value| match claim {
        Value::Null => Ok(Claim::NonProperty),
        Value::String(text) => Fen::parse(text).map(|amount| Claim::Property { amount }),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
            Fen::parse(&claim.to_string()).map(|amount| Claim::Property { amount })
        }
    };
    claims.iter().map(|claim| one(claim).map_err(|why| why.to_string())).collect()
}
