//! `{kind, input, exact, fee_fen_half_up, fee_yuan_half_up}`.

mod asked;
mod input;

use super::compared::Compared;
use crate::fee::{
    self, CourtRates, Exact, FeeQuery, FeeResult, Matter, Reduction, Relief, Termination,
    acceptance,
};
use asked::{charged, retrial_is_charged};
use input::Input;
use serde_json::{Value, json};

pub(super) fn compare(entry: &Value) -> Result<Compared, String> {
    let input = Input::of(entry)?;
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
        ("fee", json!(result.fee.plain())),
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
    let mut rates = CourtRates { rounding: input.rounding()?, ..CourtRates::default() };
    if let Some(changed) = change(input, &rates)? {
        return Ok(changed);
    }
    let charge = charged(input, &mut rates)?;
    Ok(charge.fee(&input.reductions(), &rates))
}

/// What a change in the case does to the fee.
fn change(input: &Input, rates: &CourtRates) -> Result<Option<FeeResult>, String> {
    let reductions = input.reductions();
    let paid = input.optional(&["paid", "full_fee", "fee"])?;
    let relieved = input.says_one(&["免交", "减交", "缓交", "司法救助"]);
    Ok(Some(if input.says("增加") {
        fee::added_claim(input.sum(&["from"])?, input.sum(&["to"])?, &reductions, rates)
    } else if input.says("减少") {
        fee::reduced_claim(input.sum(&["from"])?, input.sum(&["to"])?, &reductions, rates)
    } else if let (true, Some(due)) = (relieved, paid.or(input.optional(&["amount"])?)) {
        fee::relief(due, relief(input)?)
    } else if let (true, Some(why)) = (input.says("退"), termination(input)) {
        fee::refund(input.sum(&["paid", "full_fee", "fee", "amount"])?, why)
    } else if let (Some(paid), Some(why)) = (input.optional(&["paid"])?, termination(input)) {
        fee::refund(paid, why)
    } else if let Some(full) = input.optional(&["full_fee"])? {
        let reason = reductions.first().copied();
        fee::given_halved(full, reason.unwrap_or(Reduction::Simplified), rates)
    } else if input.says_one(&["简易转普通", "简易程序转", "简转普"]) {
        fee::simplified_to_ordinary(Matter::Property { amount: input.amount()? }, rates)
    } else if input.says("支付令") && input.says_one(&["转诉讼", "转入诉讼", "转为诉讼", "补交"])
    {
        fee::payment_order_to_suit(input.amount()?, rates)
    } else if input.says("再审") {
        return retrial(input, rates).map(Some);
    } else if input.says("上诉")
        && let Some(contested) = input.optional(&["contested"])?
        && matches!(asked::matter(input, &mut rates.clone()), Ok(Matter::Property { .. }))
    {
        fee::appeal(contested, &reductions, rates)
    } else {
        return Ok(None);
    }))
}

/// 第九条: free, but for two exceptions.
fn retrial(input: &Input, rates: &CourtRates) -> Result<FeeResult, String> {
    if retrial_is_charged(input) {
        let contested = input.sum(&["contested", "amount", "claim"])?;
        return Ok(fee::contested_retrial(contested, &input.reductions(), rates));
    }
    Ok(acceptance(&FeeQuery::new(Matter::Retrial)))
}

fn relief(input: &Input) -> Result<Relief, String> {
    if input.says("免交") {
        return Ok(Relief::Exempted);
    }
    if input.says("缓交") {
        return Ok(Relief::Deferred);
    }
    Ok(Relief::Reduced { percent: input.percent()?.unwrap_or(30) })
}

fn termination(input: &Input) -> Option<Termination> {
    let ended = input.says_one(&["撤诉", "撤回", "调解"]);
    if input.says_one(&["未补交", "未按期", "不补交", "逾期未补", "未足额"]) {
        return Some(Termination::OrdinaryUnpaid);
    }
    if ended && input.says_one(&["简易", "小额", "已减半"]) {
        return Some(Termination::SimplifiedEnded);
    }
    [
        ("不予受理", Termination::RefusedOrDismissed),
        ("驳回起诉", Termination::RefusedOrDismissed),
        ("发回重审", Termination::Remanded),
        ("刑事", Termination::TransferredToCriminal),
        ("公安", Termination::TransferredToCriminal),
        ("移送", Termination::TransferredToCourt),
        ("移交", Termination::TransferredToCourt),
        ("中止", Termination::Suspended),
        ("终结", Termination::Closed),
        ("撤诉", Termination::Withdrawn),
        ("撤回", Termination::Withdrawn),
        ("调解", Termination::Mediated),
    ]
    .into_iter()
    .find(|(word, _)| input.says(word))
    .map(|(_, why)| why)
}
