//! 案件受理费 as it will probably be: computed from cause and amount; the court fixes it
//! (诉讼费用交纳办法第十三条、第二十条、第二十二条).
use super::model::Filing;
use law::fee::{self, Charge, CourtRates, FeeResult, Reduction};

/// The fee and its working; `None` until the cause is chosen or while an amount cannot be read.
pub fn estimate(filing: &Filing) -> Option<FeeResult> {
    charge(filing).map(|charge| charge.fee(&[], &CourtRates::default()))
}

/// The fee where the case is heard in simplified procedure; `None` for an application, which is not halved.
pub fn simplified(filing: &Filing) -> Option<FeeResult> {
    let charge = charge(filing).filter(Charge::reducible)?;
    Some(charge.fee(&[Reduction::Simplified], &CourtRates::default()))
}

fn charge(filing: &Filing) -> Option<Charge> {
    let cause = filing.cause.as_deref()?;
    let amount = filing.content.claim_amount();
    if amount.is_none() && !filing.content.amount.trim().is_empty() {
        return None;
    }
    Some(fee::charge_for(filing.kind, &filing.cause_list, cause, amount))
}
