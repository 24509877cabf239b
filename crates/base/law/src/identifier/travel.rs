//! 护照和通行证 (护照法；出境入境管理法；forms as issued, not from a published standard).

use super::{Checked, Problem};

fn digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|b| b.is_ascii_digit())
}

/// A capital letter other than I and O.
fn letter(byte: u8) -> bool {
    byte.is_ascii_uppercase() && byte != b'I' && byte != b'O'
}

fn split(text: &str, head: usize) -> Option<(&[u8], &str)> {
    if !text.is_ascii() || text.len() < head {
        return None;
    }
    let (head, tail) = text.split_at(head);
    Some((head.as_bytes(), tail))
}

fn accept(text: &str, holds: bool, what: &str, remedy: &str) -> Result<Checked, Problem> {
    if holds { Ok(Checked::plain(text.to_owned())) } else { Err(Problem::new(what, remedy)) }
}

pub(super) fn passport(text: &str) -> Result<Checked, Problem> {
    let one = split(text, 1).is_some_and(|(head, tail)| {
        matches!(head[0], b'E' | b'D' | b'P' | b'S') && digits(tail, 8)
    });
    let two = split(text, 2).is_some_and(|(head, tail)| {
        digits(tail, 7)
            && ((head[0] == b'E' && letter(head[1]))
                || (matches!(head[0], b'D' | b'P' | b'S') && head[1] == b'E'))
    });
    let old = split(text, 1).is_some_and(|(head, tail)| head[0] == b'G' && digits(tail, 8));
    if old {
        return Err(Problem::new(
            "以G开头的护照已停止签发，有效期均已届满",
            "请填写现行有效的护照号码",
        ));
    }
    accept(
        text,
        one || two,
        "护照号码格式不对，普通护照为E加8位数字，或者E加一位字母（不含I、O）加7位数字",
        "请对照护照资料页右上角的号码核对，外国护照请改选证件类型",
    )
}

pub(super) fn foreign_passport(text: &str) -> Result<Checked, Problem> {
    let plain = text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    accept(
        text,
        plain && (5..=20).contains(&text.len()),
        "外国护照号码应为5至20位字母或者数字",
        "请对照护照资料页核对，只填写字母和数字",
    )
}

pub(super) fn hk_macau_pass(text: &str) -> Result<Checked, Problem> {
    let holds = split(text, 1).is_some_and(|(head, tail)| {
        matches!(head[0], b'H' | b'M') && (digits(tail, 8) || digits(tail, 10))
    });
    accept(
        text,
        holds,
        "港澳居民来往内地通行证号码应为H（香港）或者M（澳门）加8位数字，旧证另加2位换证次数",
        "请对照通行证核对",
    )
}

pub(super) fn taiwan_pass(text: &str) -> Result<Checked, Problem> {
    accept(
        text,
        digits(text, 8) || digits(text, 10),
        "台湾居民来往大陆通行证号码应为8位数字，旧证为10位数字",
        "请对照通行证核对",
    )
}

pub(super) fn hk_macau_exit_pass(text: &str) -> Result<Checked, Problem> {
    let holds = split(text, 2).is_some_and(|(head, tail)| {
        head[0] == b'C' && (letter(head[1]) || head[1].is_ascii_digit()) && digits(tail, 7)
    });
    accept(
        text,
        holds,
        "往来港澳通行证号码应为C加一位字母（不含I、O）或者数字，再加7位数字",
        "请对照通行证核对",
    )
}

pub(super) fn taiwan_exit_pass(text: &str) -> Result<Checked, Problem> {
    let holds = split(text, 1).is_some_and(|(head, tail)| head[0] == b'T' && digits(tail, 8));
    accept(text, holds, "往来台湾通行证号码应为T加8位数字", "请对照通行证核对")
}
