//! Telephone, bank card, postcode, e-mail address and personal name.

use super::{Checked, Problem};

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

pub(super) fn mobile(text: &str) -> Result<Checked, Problem> {
    let bare = text
        .strip_prefix("+86")
        .or_else(|| text.strip_prefix("0086"))
        .or_else(|| text.strip_prefix("86").filter(|rest| rest.len() == 11))
        .unwrap_or(text);
    if !all_digits(bare) {
        return Err(Problem::new("手机号码只能由数字组成", "请填写11位手机号码"));
    }
    if bare.len() != 11 {
        return Err(Problem::new(
            format!("手机号码应为11位，现为{}位", bare.len()),
            "请核对后重新填写",
        ));
    }
    let second = bare.as_bytes()[1];
    if !bare.starts_with('1') || !(b'3'..=b'9').contains(&second) {
        return Err(Problem::new(
            format!("“{}”不是手机号段", &bare[..2]),
            "手机号码以13至19开头，请核对后重新填写",
        ));
    }
    Ok(Checked::plain(bare.to_owned()))
}

pub(super) fn landline(text: &str) -> Result<Checked, Problem> {
    let (main, extension) = match text.rsplit_once(['*', '#', '转']) {
        Some((main, extension)) => (main, extension),
        None => (text, "0"),
    };
    let bare: String = main.chars().filter(|c| !matches!(c, '-' | '(' | ')')).collect();
    let special = bare.starts_with("400") && bare.len() == 10
        || bare.starts_with("95") && (5..=8).contains(&bare.len());
    let with_area = bare.starts_with('0') && (10..=12).contains(&bare.len());
    let local = !bare.starts_with('0') && (7..=8).contains(&bare.len());
    if all_digits(&bare) && all_digits(extension) && (special || with_area || local) {
        let mut checked = Checked::plain(text.to_owned());
        if local && !special {
            checked.warnings.push("没有填写区号，外地拨打不通，请补充区号".to_owned());
        }
        return Ok(checked);
    }
    Err(Problem::new("固定电话格式不对", "请按“020-12345678”的格式填写区号和号码"))
}

pub(super) fn bank_card(text: &str) -> Result<Checked, Problem> {
    if !all_digits(text) {
        return Err(Problem::new("银行卡号只能由数字组成", "请对照银行卡核对"));
    }
    if !(12..=19).contains(&text.len()) {
        return Err(Problem::new(
            format!("银行卡号应为12至19位，现为{}位", text.len()),
            "请对照银行卡核对；对公账号或者存折请注明账户类型",
        ));
    }
    if luhn(text) {
        return Ok(Checked::plain(text.to_owned()));
    }
    Err(Problem::new(
        "银行卡号校验不通过，可能有一位或者两位填写错误",
        "请对照银行卡逐位核对；确为存折或者对公账号的，请改选账户类型",
    ))
}

fn luhn(text: &str) -> bool {
    let sum: u32 = text
        .bytes()
        .rev()
        .enumerate()
        .map(|(at, byte)| {
            let digit = u32::from(byte - b'0');
            match (at % 2, digit * 2) {
                (0, _) => digit,
                (_, double) if double > 9 => double - 9,
                (_, double) => double,
            }
        })
        .sum();
    sum.is_multiple_of(10)
}

pub(super) fn postcode(text: &str) -> Result<Checked, Problem> {
    if text.len() == 6 && all_digits(text) && text != "000000" {
        return Ok(Checked::plain(text.to_owned()));
    }
    Err(Problem::new("邮政编码应为6位数字", "请填写收件地址的邮政编码，例如510000"))
}

pub(super) fn email(text: &str) -> Result<Checked, Problem> {
    let remedy = "请按“name@example.com”的格式填写";
    let Some((name, host)) = text.rsplit_once('@') else {
        return Err(Problem::new("电子邮箱缺少@", remedy));
    };
    let local = !name.is_empty()
        && name.len() <= 64
        && !name.starts_with('.')
        && !name.ends_with('.')
        && !name.contains("..")
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(&b));
    if !local {
        return Err(Problem::new("电子邮箱@之前的部分不能识别", remedy));
    }
    let host = host.to_ascii_lowercase();
    let labels: Vec<&str> = host.split('.').collect();
    let label = |label: &&str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    let top = labels.last().is_some_and(|top| top.len() >= 2 && !all_digits(top));
    if labels.len() < 2 || host.len() > 253 || !labels.iter().all(label) || !top {
        return Err(Problem::new("电子邮箱@之后的域名不能识别", remedy));
    }
    Ok(Checked::plain(format!("{name}@{host}")))
}

/// Two to fifty characters, with · in names of minorities and any Han character of Unicode (GB 18030-2022).
pub(super) fn person_name(text: &str) -> Result<Checked, Problem> {
    let name: String =
        text.chars().map(|c| if matches!(c, '•' | '・' | '‧' | '∙') { '·' } else { c }).collect();
    let length = name.chars().count();
    if !(2..=50).contains(&length) {
        return Err(Problem::new(
            format!("姓名应为2至50个字，现为{length}个字"),
            "请按身份证件上的姓名填写",
        ));
    }
    let bad = name
        .chars()
        .find(|c| !(c.is_alphabetic() || matches!(c, '·' | '.' | '-' | '\'' | ' ' | ',' | '〇')));
    if let Some(character) = bad {
        return Err(Problem::new(
            format!("姓名中不能有“{character}”"),
            "请按身份证件上的姓名填写，少数民族姓名的间隔号为“·”",
        ));
    }
    Ok(Checked::plain(name))
}
