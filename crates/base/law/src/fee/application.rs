//! 申请费 — 第十四条, 第二十条, 第三十八条.

use super::{CourtRates, Exact, FeeResult, Working, scale};
use crate::Fen;
use serde::{Deserialize, Serialize};

/// What is applied for (诉讼费用交纳办法第十条、第十四条).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Application {
    Enforcement {
        amount: Option<Fen>,
    },
    /// 申请承认和执行外国法院判决、裁定以及国外仲裁机构裁决
    ForeignDecision {
        amount: Option<Fen>,
    },
    /// 执行异议、复议: not among the applications that are charged
    EnforcementObjection,
    /// 未参加登记的权利人起诉（人数不确定的代表人诉讼）
    UnregisteredRightHolder {
        amount: Fen,
    },
    /// The value actually preserved.
    Preservation {
        value: Option<Fen>,
    },
    PaymentOrder {
        amount: Fen,
    },
    PublicSummons,
    /// 撤销仲裁裁决或者认定仲裁协议效力
    Arbitration,
    Bankruptcy {
        estate: Fen,
    },
    MaritimeFund,
    MaritimeInjunction,
    ShipLienNotice,
    MaritimeClaimRegistration,
    GeneralAverage,
}

const ENFORCEMENT: &str = "诉讼费用交纳办法第十四条第（一）项";
const PRESERVATION_CAP: Fen = Fen::yuan(5_000);
const BANKRUPTCY_CAP: Fen = Fen::yuan(300_000);

/// 申请费，附计算过程（诉讼费用交纳办法第十四条）.
pub fn application(application: &Application, rates: &CourtRates) -> FeeResult {
    let mut working = Working::new();
    match application {
        Application::Enforcement { amount } | Application::ForeignDecision { amount } => {
            enforcement(&mut working, *amount, rates);
        }
        Application::EnforcementObjection => working.free(
            "诉讼费用交纳办法第十条",
            "执行异议、复议不在交纳申请费的事项之内，不交纳费用；提起执行异议之诉的，交纳案件受理费",
        ),
        Application::UnregisteredRightHolder { amount } => {
            scale::ENFORCEMENT.apply(&mut working, *amount);
            working.notes.push(
                "未参加登记的权利人起诉的，按此标准交纳申请费，不再交纳案件受理费".to_owned(),
            );
        }
        Application::Preservation { value } => preservation(&mut working, *value),
        Application::PaymentOrder { amount } => {
            scale::PROPERTY.apply(&mut working, *amount);
            let third = working.sum.times(1, 3);
            let text = "比照财产案件受理费标准的三分之一交纳".to_owned();
            working.become_("诉讼费用交纳办法第十四条第（三）项", text, third);
        }
        Application::Bankruptcy { estate } => bankruptcy(&mut working, *estate),
        Application::MaritimeFund => {
            let article = "诉讼费用交纳办法第十四条第（七）项第1目";
            let what = "申请设立海事赔偿责任限制基金";
            working.fixed_by_court(article, what, rates.maritime_fund, (1_000, 10_000));
        }
        Application::MaritimeInjunction => {
            let article = "诉讼费用交纳办法第十四条第（七）项第2目";
            working.fixed_by_court(article, "申请海事强制令", rates.maritime_injunction, (1_000, 5_000));
        }
        Application::ShipLienNotice => {
            let article = "诉讼费用交纳办法第十四条第（七）项第3目";
            working.fixed_by_court(article, "申请船舶优先权催告", rates.ship_lien_notice, (1_000, 5_000));
        }
        Application::PublicSummons
        | Application::Arbitration
        | Application::MaritimeClaimRegistration
        | Application::GeneralAverage => flat(&mut working, application),
    }
    working.finish(rates.rounding)
}

fn enforcement(working: &mut Working, amount: Option<Fen>, rates: &CourtRates) {
    working.prepaid = false;
    if let Some(amount) = amount {
        scale::ENFORCEMENT.apply(working, amount);
    } else {
        let chosen = rates.enforcement_without_amount;
        working.fixed_by_court(ENFORCEMENT, "没有执行金额或者价额", chosen, (50, 500));
    }
    working.notes.push(
        "申请执行费不预交，执行后交纳，由被执行人负担（诉讼费用交纳办法第二十条、第三十八条）"
            .to_owned(),
    );
}

fn preservation(working: &mut Working, value: Option<Fen>) {
    let article = "诉讼费用交纳办法第十四条第（二）项";
    let Some(value) = value else {
        let text = "不涉及财产数额的，每件30.00元".to_owned();
        working.add(article, text, Exact::of(Fen::yuan(30)));
        return;
    };
    scale::PRESERVATION.apply(working, value);
    let capped = working.sum.at_most(PRESERVATION_CAP);
    if capped != working.sum {
        let text = format!("当事人申请保全措施交纳的费用最多不超过{PRESERVATION_CAP}元");
        working.become_(article, text, capped);
    }
}

fn bankruptcy(working: &mut Working, estate: Fen) {
    let article = "诉讼费用交纳办法第十四条第（六）项";
    scale::PROPERTY.apply(working, estate);
    let half = working.sum.times(1, 2);
    let text = "依据破产财产总额计算，按照财产案件受理费标准减半交纳".to_owned();
    working.become_(article, text, half);
    let capped = half.at_most(BANKRUPTCY_CAP);
    if capped != half {
        working.become_(article, format!("最高不超过{BANKRUPTCY_CAP}元"), capped);
    }
    working.prepaid = false;
    let note = "破产申请费不预交，清算后从破产财产中交纳（诉讼费用交纳办法第二十条、第四十二条）";
    working.notes.push(note.to_owned());
}

fn flat(working: &mut Working, application: &Application) {
    let (article, what, yuan) = match application {
        Application::PublicSummons => ("诉讼费用交纳办法第十四条第（四）项", "申请公示催告", 100),
        Application::Arbitration => {
            ("诉讼费用交纳办法第十四条第（五）项", "申请撤销仲裁裁决或者认定仲裁协议效力", 400)
        }
        Application::MaritimeClaimRegistration => {
            ("诉讼费用交纳办法第十四条第（七）项第4目", "申请海事债权登记", 1_000)
        }
        Application::GeneralAverage => {
            ("诉讼费用交纳办法第十四条第（七）项第5目", "申请共同海损理算", 1_000)
        }
        Application::Enforcement { .. }
        | Application::ForeignDecision { .. }
        | Application::EnforcementObjection
        | Application::UnregisteredRightHolder { .. }
        | Application::Preservation { .. }
        | Application::PaymentOrder { .. }
        | Application::Bankruptcy { .. }
        | Application::MaritimeFund
        | Application::MaritimeInjunction
        | Application::ShipLienNotice => return,
    };
    let sum = Fen::yuan(yuan);
    working.add(article, format!("{what}，每件{sum}元"), Exact::of(sum));
}
