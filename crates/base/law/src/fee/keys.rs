//! The words of forms and of the command line for what the fee depends on.

use super::{Application, CourtRates, Matter, Reduction, Rounding, Termination};
use crate::Fen;

impl Matter {
    /// The question that asks for this matter (诉讼费用交纳办法第八条、第十三条).
    pub const fn question(&self) -> &'static str {
        match self {
            Self::Property { .. } => "property",
            Self::Divorce { .. } => "divorce",
            Self::Personality { .. } => "personality",
            Self::OtherNonProperty => "other",
            Self::IntellectualProperty { .. } => "intellectual_property",
            Self::Labour => "labour",
            Self::AdministrativeSpecial => "administrative_special",
            Self::AdministrativeOther => "administrative_other",
            Self::AdministrativeCompensation => "administrative_compensation",
            Self::StateCompensation => "state_compensation",
            Self::SpecialProcedure => "special_procedure",
            Self::PrivateProsecution => "private_prosecution",
            Self::PreFilingMediation => "pre_filing_mediation",
            Self::JurisdictionObjectionFailed => "jurisdiction_objection",
            Self::AppealAgainstDismissal => "appeal_against_dismissal",
            Self::JurisdictionObjectionUpheld => "jurisdiction_objection_upheld",
            Self::Retrial => "retrial",
        }
    }
}

impl Application {
    /// The question that asks for this application (诉讼费用交纳办法第十条、第十四条).
    pub const fn question(&self) -> &'static str {
        match self {
            Self::Enforcement { .. } => "enforcement",
            Self::ForeignDecision { .. } => "foreign_decision",
            Self::EnforcementObjection => "enforcement_objection",
            Self::UnregisteredRightHolder { .. } => "unregistered_right_holder",
            Self::Preservation { .. } => "preservation",
            Self::PaymentOrder { .. } => "payment_order",
            Self::PublicSummons => "public_summons",
            Self::Arbitration => "arbitration",
            Self::Bankruptcy { .. } => "bankruptcy",
            Self::MaritimeFund => "maritime_fund",
            Self::MaritimeInjunction => "maritime_injunction",
            Self::ShipLienNotice => "ship_lien_notice",
            Self::MaritimeClaimRegistration => "maritime_claim_registration",
            Self::GeneralAverage => "general_average",
        }
    }
}

impl CourtRates {
    /// The upper ends of the ranges, beside the lower ends of the default (诉讼费用交纳办法第十三条、第十四条).
    pub const fn highest() -> Self {
        Self {
            divorce: Fen::yuan(300),
            personality: Fen::yuan(500),
            other: Fen::yuan(100),
            intellectual_property: Fen::yuan(1_000),
            jurisdiction_objection: Fen::yuan(100),
            enforcement_without_amount: Fen::yuan(500),
            maritime_fund: Fen::yuan(10_000),
            maritime_injunction: Fen::yuan(5_000),
            ship_lien_notice: Fen::yuan(5_000),
            rounding: Rounding::Fen,
        }
    }
}

impl Reduction {
    pub const ALL: [Self; 5] = [
        Self::Simplified,
        Self::Mediated,
        Self::Withdrawn,
        Self::CounterclaimJoined,
        Self::ThirdPartyJoined,
    ];

    /// The word of a form (诉讼费用交纳办法第十五条、第十六条、第十八条，本项目的英文名).
    pub const fn key(self) -> &'static str {
        match self {
            Self::Simplified => "simplified",
            Self::Mediated => "mediated",
            Self::Withdrawn => "withdrawn",
            Self::CounterclaimJoined => "counterclaim_joined",
            Self::ThirdPartyJoined => "third_party_joined",
        }
    }
}

impl Termination {
    pub const ALL: [Self; 10] = [
        Self::RefusedOrDismissed,
        Self::Remanded,
        Self::TransferredToCriminal,
        Self::TransferredToCourt,
        Self::Suspended,
        Self::Closed,
        Self::Withdrawn,
        Self::Mediated,
        Self::SimplifiedEnded,
        Self::OrdinaryUnpaid,
    ];

    /// The word of a form (诉讼费用交纳办法第十五条、第二十四条至第二十八条，本项目的英文名).
    pub const fn key(self) -> &'static str {
        match self {
            Self::RefusedOrDismissed => "refused_or_dismissed",
            Self::Remanded => "remanded",
            Self::TransferredToCriminal => "transferred_to_criminal",
            Self::TransferredToCourt => "transferred_to_court",
            Self::Suspended => "suspended",
            Self::Closed => "closed",
            Self::Withdrawn => "withdrawn",
            Self::Mediated => "mediated",
            Self::SimplifiedEnded => "simplified_ended",
            Self::OrdinaryUnpaid => "ordinary_unpaid",
        }
    }

    /// The reason in words (诉讼费用交纳办法第十五条、第二十四条至第二十八条).
    pub const fn label(self) -> &'static str {
        match self {
            Self::RefusedOrDismissed => "裁定不予受理或者驳回起诉",
            Self::Remanded => "第二审发回重审（退上诉人）",
            Self::TransferredToCriminal => "移送有关机关按刑事处理",
            Self::TransferredToCourt => "移送其他法院",
            Self::Suspended => "中止诉讼",
            Self::Closed => "终结诉讼",
            Self::Withdrawn => "撤诉",
            Self::Mediated => "调解结案",
            Self::SimplifiedEnded => "已按简易程序减半交纳，撤诉或者调解结案",
            Self::OrdinaryUnpaid => "简易程序转普通程序后未按期补交，按撤诉处理",
        }
    }
}

impl Rounding {
    pub const ALL: [Self; 3] = [Self::Fen, Self::Yuan, Self::YuanThenHalved];

    /// The word of a setting (诉讼费用交纳办法未规定尾数，本项目的英文名).
    pub const fn key(self) -> &'static str {
        match self {
            Self::Fen => "fen",
            Self::Yuan => "yuan",
            Self::YuanThenHalved => "yuan_then_halved",
        }
    }
}
