//! What a change in the case does to the fee: added and reduced claims, appeals, refunds, relief.

use super::{
    CourtRates, Exact, FeeQuery, FeeResult, Matter, Reduction, Working, acceptance, scale,
};
use crate::Fen;
use serde::{Deserialize, Serialize};

/// How a case ended or moved on, as far as a paid fee depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Termination {
    /// 不予受理、驳回起诉的裁定生效
    RefusedOrDismissed,
    /// 第二审发回重审
    Remanded,
    /// 移送刑事侦查
    TransferredToCriminal,
    /// 移送、移交其他人民法院
    TransferredToCourt,
    /// 中止诉讼
    Suspended,
    /// 终结诉讼
    Closed,
    /// 撤诉
    Withdrawn,
    /// 调解结案
    Mediated,
    /// 简易程序已减半交纳，撤诉或者调解结案
    SimplifiedEnded,
    /// 简易程序转普通程序后未按期补交
    OrdinaryUnpaid,
}

/// 司法救助.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Relief {
    /// 免交，限于自然人
    Exempted,
    /// 减交，不低于百分之三十
    Reduced { percent: u8 },
    /// 缓交
    Deferred,
}

fn difference(
    article: &'static str,
    text: &str,
    (more, less): (Fen, Fen),
    reductions: &[Reduction],
    rates: &CourtRates,
) -> FeeResult {
    let mut working = Working::new();
    let (more_fee, less_fee) = (scale::PROPERTY.sum(more), scale::PROPERTY.sum(less));
    working.add(article, format!("请求金额{more}元的案件受理费"), more_fee);
    let text = format!("{text}（请求金额{less}元的案件受理费为{}元）", less_fee.to_fen());
    working.become_(article, text, more_fee.minus(less_fee));
    working.halve(reductions, rates.rounding);
    working.finish(rates.rounding)
}

/// 增加诉讼请求数额，补交差额，案件减半交纳的，差额也减半（诉讼费用交纳办法第二十一条第（一）项）.
pub fn added_claim(from: Fen, to: Fen, reductions: &[Reduction], rates: &CourtRates) -> FeeResult {
    let article = "诉讼费用交纳办法第二十一条第（一）项";
    let text = "按照增加后的诉讼请求数额计算补交";
    difference(article, text, (to.max(from), from.min(to)), reductions, rates)
}

/// 在法庭调查终结前减少诉讼请求数额，退还差额，案件减半交纳的，差额也减半（诉讼费用交纳办法第二十一条第（二）项）.
pub fn reduced_claim(
    from: Fen,
    to: Fen,
    reductions: &[Reduction],
    rates: &CourtRates,
) -> FeeResult {
    let article = "诉讼费用交纳办法第二十一条第（二）项";
    let text = "按照减少后的诉讼请求数额计算退还";
    difference(article, text, (from.max(to), to.min(from)), reductions, rates)
}

/// 增加或者减少诉讼请求数额，离婚、人格权、知识产权等按其标准重新计算，补交或者退还差额（诉讼费用交纳办法第二十一条）.
pub fn changed_claim(
    before: Matter,
    after: Matter,
    reductions: &[Reduction],
    rates: &CourtRates,
) -> FeeResult {
    let whole = |matter| acceptance(&FeeQuery { matter, reductions: Vec::new(), rates: *rates });
    let (before, after) = (whole(before), whole(after));
    let (more, less) = if before.fee > after.fee { (&before, &after) } else { (&after, &before) };
    let mut working = Working::new();
    working.notes.clone_from(&after.notes);
    let article = "诉讼费用交纳办法第二十一条";
    working.add(article, format!("变更前的案件受理费{}元", before.fee), Exact::of(before.fee));
    let text = format!("变更后的案件受理费{}元，差额", after.fee);
    working.become_(article, text, Exact::of(more.fee).minus(Exact::of(less.fee)));
    working.halve(reductions, rates.rounding);
    working.finish(rates.rounding)
}

fn on_contested(
    article: &'static str,
    what: &str,
    contested: Fen,
    reductions: &[Reduction],
    rates: &CourtRates,
) -> FeeResult {
    let mut working = Working::new();
    scale::PROPERTY.apply(&mut working, contested);
    let text = format!("按照{what}数额{contested}元计算");
    working.become_(article, text, working.sum);
    working.halve(reductions, rates.rounding);
    working.finish(rates.rounding)
}

/// 对财产案件提起上诉，按照不服一审判决部分的上诉请求数额交纳（诉讼费用交纳办法第十七条）.
pub fn appeal(contested: Fen, reductions: &[Reduction], rates: &CourtRates) -> FeeResult {
    let article = "诉讼费用交纳办法第十七条";
    let what = "不服一审判决部分的上诉请求";
    let mut result = on_contested(article, what, contested, reductions, rates);
    result.notes.push(
        "同一方当事人共同上诉的，只预交一份；分别上诉的，按照各自的上诉请求分别预交（民诉法解释第二百零二条）"
            .to_owned(),
    );
    result
}

/// 需要交纳案件受理费的再审案件：有新的证据足以推翻原判决，或者一审后未上诉而申请再审，按照不服原判决部分的再审请求数额交纳
/// （诉讼费用交纳办法第九条但书、第十九条）.
pub fn contested_retrial(
    contested: Fen,
    reductions: &[Reduction],
    rates: &CourtRates,
) -> FeeResult {
    let article = "诉讼费用交纳办法第九条、第十九条";
    on_contested(article, "不服原判决部分的再审请求", contested, reductions, rates)
}

/// 受理费数额已定，减半（诉讼费用交纳办法第十五条、第十六条、第十八条）.
pub fn given_halved(full: Fen, reason: Reduction, rates: &CourtRates) -> FeeResult {
    let mut working = Working::new();
    working.add(reason.article(), format!("案件受理费{full}元"), Exact::of(full));
    working.halve(&[reason], rates.rounding);
    working.finish(rates.rounding)
}

/// 简易程序转为普通程序，补交另一半（民诉法解释第一百九十九条）.
pub fn simplified_to_ordinary(matter: Matter, rates: &CourtRates) -> FeeResult {
    let mut query = FeeQuery { matter, reductions: Vec::new(), rates: *rates };
    let full = acceptance(&query);
    query.reductions = vec![Reduction::Simplified];
    let halved = acceptance(&query);
    let mut working = Working::new();
    working.steps = full.steps;
    working.range = full.range;
    working.notes = full.notes;
    let due = Exact::of(full.fee).minus(Exact::of(halved.fee));
    let text = format!("已减半交纳{}元，转为普通程序后补交差额", halved.fee);
    working.become_("民诉法解释第一百九十九条", text, due);
    let fee = due.to_fen();
    FeeResult { fee, ..working.finish(rates.rounding) }
}

/// 支付令失效后转入诉讼程序，补交差额（民诉法解释第一百九十五条）.
pub fn payment_order_to_suit(amount: Fen, rates: &CourtRates) -> FeeResult {
    let mut working = Working::new();
    scale::PROPERTY.apply(&mut working, amount);
    let third = working.sum.times(1, 3);
    let due = working.sum.minus(third);
    let text = format!("已交纳支付令申请费{}元，转入诉讼程序后补交差额", third.to_fen());
    working.become_("民诉法解释第一百九十五条", text, due);
    working.finish(rates.rounding)
}

/// 已交案件受理费的退还（诉讼费用交纳办法第十五条、第二十四条至第二十八条）.
pub fn refund(paid: Fen, why: Termination) -> FeeResult {
    let (article, text, parts, whole) = match why {
        Termination::RefusedOrDismissed => (
            "诉讼费用交纳办法第二十七条第二款",
            "裁定不予受理或者驳回起诉，退还已交纳的案件受理费",
            1,
            1,
        ),
        Termination::Remanded => (
            "诉讼费用交纳办法第二十七条第一款",
            "发回重审，退还上诉人已交纳的第二审案件受理费",
            1,
            1,
        ),
        Termination::TransferredToCriminal => (
            "诉讼费用交纳办法第二十五条",
            "移送有关机关处理，退还案件受理费；移送后民事案件需要继续审理的，不予退还",
            1,
            1,
        ),
        Termination::TransferredToCourt => {
            ("诉讼费用交纳办法第二十四条", "移送、移交的，诉讼费用随案移送，不退还", 0, 1)
        }
        Termination::Suspended => {
            ("诉讼费用交纳办法第二十六条", "中止诉讼的，不退还；恢复诉讼后不再交纳", 0, 1)
        }
        Termination::Closed => ("诉讼费用交纳办法第二十八条", "终结诉讼的，不退还", 0, 1),
        Termination::Withdrawn => {
            ("诉讼费用交纳办法第十五条", "申请撤诉，减半交纳，多交的退还", 1, 2)
        }
        Termination::Mediated => {
            ("诉讼费用交纳办法第十五条", "以调解方式结案，减半交纳，多交的退还", 1, 2)
        }
        Termination::SimplifiedEnded => (
            "民诉法解释第二百零六条",
            "减半交纳只能一次，已按简易程序减半交纳的，撤诉或者调解结案不再减半，不退还",
            0,
            1,
        ),
        Termination::OrdinaryUnpaid => (
            "民诉法解释第一百九十九条",
            "未按期足额补交的，按撤诉处理，已经收取的诉讼费用退还一半",
            1,
            2,
        ),
    };
    let mut working = Working::new();
    let kept = Exact::of(Exact::of(paid).times(parts, whole).to_fen());
    let due = if whole == 2 { Exact::of(paid).minus(kept) } else { kept };
    working.add(article, text.to_owned(), due);
    if due.to_fen() > Fen::ZERO {
        let note = "应当自法律文书生效之日起15日内退还（诉讼费用交纳办法第五十三条）";
        working.notes.push(note.to_owned());
    }
    working.finish(CourtRates::default().rounding)
}

/// 司法救助后应交的数额（诉讼费用交纳办法第四十四条至第四十七条）.
pub fn relief(fee: Fen, relief: Relief) -> FeeResult {
    let mut working = Working::new();
    working.add("诉讼费用交纳办法第四十四条", format!("应交纳{fee}元"), Exact::of(fee));
    match relief {
        Relief::Exempted => {
            let text = "免交诉讼费用，只适用于自然人".to_owned();
            working.become_("诉讼费用交纳办法第四十五条", text, Exact::of(Fen::ZERO));
        }
        Relief::Reduced { percent } => {
            let percent = percent.clamp(30, 100);
            let left = Exact::of(fee).times(i128::from(100 - percent), 100);
            let text = format!("减交{percent}%，减交比例不得低于30%");
            working.become_("诉讼费用交纳办法第四十六条", text, left);
        }
        Relief::Deferred => {
            working.notes.push("准予缓交，应当在决定立案之前作出决定（第四十九条）".to_owned());
        }
    }
    working.finish(CourtRates::default().rounding)
}
