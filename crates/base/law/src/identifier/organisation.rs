//! 统一社会信用代码 (GB 32100-2015, MOD 31), 组织机构代码 (GB 11714-1997), licences of lawyers.

use super::{Checked, Problem};
use crate::division;

const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const WEIGHTS_31: [usize; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const WEIGHTS_11: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];
/// 登记管理部门代码
const DEPARTMENTS: &str = "123456789ANY";

pub(super) fn uscc(text: &str) -> Result<Checked, Problem> {
    let name = "统一社会信用代码";
    let length = text.chars().count();
    if length != 18 {
        return Err(Problem::new(
            format!("{name}应为18位，现为{length}位"),
            "请对照营业执照或者登记证书逐位核对",
        ));
    }
    let outside = text.chars().enumerate().find(|(_, c)| !ALPHABET.contains(*c));
    if let Some((at, character)) = outside {
        return Err(Problem::new(
            format!("{name}第{}位“{character}”不是代码允许的字符", at + 1),
            "代码不使用字母I、O、S、V、Z，请核对是否把数字1、0、5、2误填为字母",
        ));
    }
    if !text.starts_with(|c| DEPARTMENTS.contains(c)) {
        return Err(Problem::new(
            format!("{name}第一位不是登记管理部门代码"),
            "工商登记的企业以9开头，社会组织以5开头，机关事业单位以1开头，请对照证书核对",
        ));
    }
    if let Some(at) = text[2..8].bytes().position(|b| !b.is_ascii_digit()) {
        return Err(Problem::new(
            format!("{name}第{}位应为数字", at + 3),
            "第3至8位为登记机关行政区划码，请对照证书核对",
        ));
    }
    let values = text.chars().filter_map(|c| ALPHABET.find(c));
    let sum: usize = values.zip(WEIGHTS_31).map(|(value, weight)| value * weight).sum();
    let check = ALPHABET.chars().nth((31 - sum % 31) % 31);
    if check != text.chars().last() {
        return Err(Problem::new(
            format!("{name}校验不通过，可能有一位或者两位填写错误"),
            "请对照证书逐位核对",
        ));
    }
    let mut checked = Checked::plain(text.to_owned());
    checked.area = division::find(&text[2..8]);
    if !inner_code_holds(text) {
        checked
            .warnings
            .push("第9至17位的组织机构代码校验不一致，少数早期代码如此，请核对证书".into());
    }
    Ok(checked)
}

/// The organisation code inside a social credit code carries its own check (GB 32100-2015 4.4；GB 11714-1997).
pub(crate) fn inner_code_holds(uscc: &str) -> bool {
    uscc.get(8..17).is_some_and(|inner| organisation_check(inner).is_some_and(|holds| holds))
}

fn organisation_check(code: &str) -> Option<bool> {
    let mut sum = 0;
    for (character, weight) in code.chars().zip(WEIGHTS_11) {
        sum += character.to_digit(36)? * weight;
    }
    let check = match 11 - sum % 11 {
        10 => 'X',
        11 => '0',
        digit => char::from_digit(digit, 10)?,
    };
    Some(code.chars().nth(8)? == check)
}

pub(super) fn organisation_code(text: &str) -> Result<Checked, Problem> {
    let name = "组织机构代码";
    let length = text.chars().count();
    if length != 9 {
        return Err(Problem::new(
            format!("{name}应为9位（8位本体代码和1位校验码），现为{length}位"),
            "请对照证书核对；已换发统一社会信用代码的，请填写18位代码",
        ));
    }
    if !text.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase()) {
        return Err(Problem::new(format!("{name}只能由数字和大写字母组成"), "请删去其他字符"));
    }
    if organisation_check(text) == Some(true) {
        return Ok(Checked::plain(text.to_owned()));
    }
    Err(Problem::new(format!("{name}校验不通过，可能填写错误"), "请对照证书逐位核对"))
}

/// 十七位：执业证类别、发证地、年份、律师类别、性别、序号. The order is not confirmed by an official text, so after the
/// place nothing is refused, only warned of.
pub(super) fn lawyer_licence(text: &str) -> Result<Checked, Problem> {
    let name = "律师执业证号";
    let length = text.chars().count();
    if length != 17 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Problem::new(
            format!("{name}应为17位数字，现为{length}位"),
            "请对照律师执业证核对",
        ));
    }
    if !text.starts_with('1') {
        return Err(Problem::new(format!("{name}应以1开头"), "请对照律师执业证核对"));
    }
    if !mainland(&text[1..3]) {
        return Err(Problem::new(
            format!("{name}第2至3位“{}”不是省级行政区划代码", &text[1..3]),
            "请对照律师执业证核对",
        ));
    }
    let note = "只检查了位数和地区，执业情况请以全国律师执业诚信信息公示平台为准";
    let mut checked = Checked::warned(text.to_owned(), note);
    let year: u32 = text[5..9].parse().unwrap_or(0);
    if !(1980..=2100).contains(&year) {
        checked.warnings.push(format!("{name}第6至9位“{}”不像年份，请核对", &text[5..9]));
    }
    Ok(checked)
}

fn mainland(province: &str) -> bool {
    const RANGES: [(u32, u32); 6] = [(11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65)];
    let code = province.parse::<u32>().unwrap_or(0);
    RANGES.iter().any(|(from, to)| (*from..=*to).contains(&code))
}

pub(super) fn law_firm_licence(text: &str) -> Result<Checked, Problem> {
    if text.chars().count() == 18 {
        let checked = uscc(text)?;
        if text.starts_with("31") {
            return Ok(checked);
        }
        return Err(Problem::new("律师事务所的统一社会信用代码应以31开头", "请对照执业许可证核对"));
    }
    let old = text.len() == 17 && text.bytes().all(|b| b.is_ascii_digit());
    if old && text.starts_with(['2', '3']) {
        return Ok(Checked::warned(
            text.to_owned(),
            "为旧版17位许可证号，已换证的请填写统一社会信用代码",
        ));
    }
    Err(Problem::new(
        "律师事务所执业许可证号应为以31开头的18位统一社会信用代码，或者旧版17位许可证号",
        "请对照执业许可证核对",
    ))
}
