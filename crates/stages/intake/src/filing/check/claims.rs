//! 诉讼请求和所根据的事实与理由 (民事诉讼法第一百二十二条第（三）项、第一百二十四条第（三）项).
use super::Finding;
use crate::filing::model::{Content, Filing};
use law::Fen;

/// Everything that is missing or wrong there.
pub fn claims(filing: &Filing) -> Vec<Finding> {
    let c = &filing.content;
    let mut findings = Vec::new();
    let given = c.claims.iter().filter(|c| !is_blank(&c.text, &c.amount)).count();
    if given == 0 {
        findings.push(Finding::new("claim-1", "请写明诉讼请求，至少一项"));
    }
    for (at, claim) in c.claims.iter().enumerate().filter(|(_, c)| !is_blank(&c.text, &c.amount)) {
        let n = at + 1;
        if claim.text.trim().is_empty() {
            findings.push(Finding::new(format!("claim-{n}"), format!("请写明第 {n} 项请求的内容")));
        }
        if !claim.amount.trim().is_empty()
            && let Err(e) = Fen::parse(&claim.amount)
        {
            findings.push(Finding::new(format!("claim-{n}-amount"), format!("第 {n} 项请求：{e}")));
        }
    }
    findings.extend(amount(filing));
    if c.facts.trim().is_empty() {
        findings.push(Finding::new(
            "facts",
            "请写明事实与理由：什么时间、发生了什么、对方应当承担责任的理由",
        ));
    }
    if c.region.is_none() {
        findings.push(Finding::new("region", "请选择本案是否涉外、涉港澳台"));
    }
    findings
}

fn is_blank(text: &str, amount: &str) -> bool {
    text.trim().is_empty() && amount.trim().is_empty()
}

fn amount(filing: &Filing) -> Option<Finding> {
    let typed = filing.content.amount.trim();
    if !typed.is_empty() {
        return Fen::parse(typed).err().map(|e| Finding::new("amount", e.to_string()));
    }
    let money = filing.content.claims.iter().any(|c| !c.amount.trim().is_empty());
    money.then(|| Finding::new("amount", "诉讼请求中有金额，请填写起诉标的金额"))
}

/// What the claims add up to, where any has an amount and each amount can be read.
pub fn claim_sum(content: &Content) -> Option<Fen> {
    let typed: Vec<_> =
        content.claims.iter().map(|c| c.amount.trim()).filter(|a| !a.is_empty()).collect();
    if typed.is_empty() {
        return None;
    }
    typed.into_iter().map(|a| Fen::parse(a).ok()).sum::<Option<Fen>>()
}
