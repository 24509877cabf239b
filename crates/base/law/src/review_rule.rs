//! 立案审查: the rules a clerk cites when asking for a supplement or refusing.
//!
//! The sentence is the gist of the article in its own words, for the notice; the article itself governs.

use crate::{
    CaseKind,
    data::{Confidence, Validity, table},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// What follows when a rule is not met (民事诉讼法第一百二十六条、第一百二十七条).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// 补充材料
    Supplement,
    /// 不予受理
    Refuse,
    /// 提示
    Advice,
}

/// One rule, as a clerk picks it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReviewRule {
    pub key: &'static str,
    pub document: &'static str,
    pub article: &'static str,
    pub sentence: &'static str,
    /// `field:claims`, `material:evidence`, `material:*`, `decision`.
    pub applies_to: Vec<&'static str>,
    pub outcome: Outcome,
    pub validity: Validity,
    pub confidence: Confidence,
    kinds: Vec<&'static str>,
}

static RULES: LazyLock<Vec<ReviewRule>> = LazyLock::new(|| {
    table!("review-rules.tsv")
        .rows()
        .map(|row| ReviewRule {
            key: row.cell("key"),
            document: row.cell("document"),
            article: row.cell("article"),
            sentence: row.cell("sentence"),
            applies_to: row.cell("applies_to").split(' ').collect(),
            outcome: match row.cell("outcome") {
                "refuse" => Outcome::Refuse,
                "advice" => Outcome::Advice,
                _ => Outcome::Supplement,
            },
            validity: row.validity(),
            confidence: row.confidence(),
            kinds: row.cell("kinds").split(' ').collect(),
        })
        .collect()
});

/// Every rule (民事诉讼法第一百二十二条至第一百二十七条；民诉法解释第二百零八条至第二百一十三条；法释〔2015〕8号).
pub fn all() -> &'static [ReviewRule] {
    &RULES
}

/// A rule by its key (民事诉讼法第一百二十二条等).
pub fn find(key: &str) -> Option<&'static ReviewRule> {
    RULES.iter().find(|rule| rule.key == key)
}

/// The rules in force for a kind of case (民事诉讼法第一百二十二条；行政诉讼法第四十九条；刑诉法解释第三百一十六条；企业破产法第八条).
pub fn of_kind(kind: CaseKind, day: NaiveDate) -> Vec<&'static ReviewRule> {
    RULES.iter().filter(|rule| rule.is_for(kind) && rule.validity.holds_on(day)).collect()
}

/// The rules about one field or category of material, e.g. `field:defendant`, `material:evidence`
/// (民诉法解释第二百零八条第二款：告知需要补充的必要相关材料).
pub fn about(kind: CaseKind, subject: &str, day: NaiveDate) -> Vec<&'static ReviewRule> {
    of_kind(kind, day).into_iter().filter(|rule| rule.concerns(subject)).collect()
}

impl ReviewRule {
    /// The rule holds for this kind of case (民事诉讼法第一百二十二条；行政诉讼法第四十九条).
    pub fn is_for(&self, kind: CaseKind) -> bool {
        self.kinds.iter().any(|k| *k == "*" || *k == kind.key())
    }

    /// The rule concerns this field or category of material (民诉法解释第二百零八条第二款).
    pub fn concerns(&self, subject: &str) -> bool {
        self.applies_to
            .iter()
            .any(|a| *a == subject || (*a == "material:*" && subject.starts_with("material:")))
    }

    /// 依据：民事诉讼法第一百二十四条第（三）项 — as a notice cites it (民事诉讼法第一百五十七条：裁定书应当写明理由).
    pub fn citation(&self) -> String {
        format!("{}{}", self.document, self.article)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_rule_is_whole() {
        let keys: HashSet<_> = all().iter().map(|rule| rule.key).collect();
        assert_eq!(keys.len(), all().len());
        for rule in all() {
            assert!(
                rule.article.starts_with('第') && rule.sentence.chars().count() > 8,
                "{}",
                rule.key
            );
            assert!(CaseKind::ALL.iter().any(|kind| rule.is_for(*kind)), "{}", rule.key);
        }
    }

    /// 第一百二十二条、第一百二十七条: 起诉条件与不予受理的情形.
    #[test]
    fn art122_and_127_a_clerk_finds_what_to_cite() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let of = |kind, subject| {
            about(kind, subject, day).into_iter().map(|rule| rule.key).collect::<Vec<_>>()
        };
        assert!(of(CaseKind::CivilFirst, "field:defendant").contains(&"defendant_known"));
        assert!(of(CaseKind::CivilFirst, "material:evidence").contains(&"complaint_evidence"));
        assert!(of(CaseKind::CivilFirst, "material:anything").contains(&"correct_once"));
        assert!(of(CaseKind::AdministrativeFirst, "field:facts").contains(&"admin_time"));
        assert!(!of(CaseKind::AdministrativeFirst, "field:facts").contains(&"too_early"));
        for kind in CaseKind::ALL {
            for outcome in [Outcome::Supplement, Outcome::Refuse] {
                assert!(of_kind(kind, day).iter().any(|rule| rule.outcome == outcome), "{kind:?}");
            }
        }
        assert_eq!(
            find("complaint_claims").unwrap().citation(),
            "民事诉讼法第一百二十四条第（三）项"
        );
    }
}
