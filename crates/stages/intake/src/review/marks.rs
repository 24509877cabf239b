//! Marks in words: what is wrong where, by which rule.
use crate::filing::{
    files::category_name,
    model::{Content, Mark, Target},
    submitted::SubmittedFile,
};

/// What a target is called, materials by their names.
pub(super) fn label(target: &Target, content: &Content, files: &[SubmittedFile]) -> String {
    match target {
        Target::Material(id) => files.iter().find(|f| f.id == *id).map_or_else(
            || "已删除的材料".to_owned(),
            |f| format!("{} · {}", category_name(&f.category), f.name),
        ),
        Target::Category(key) => category_name(key),
        Target::Section(_) | Target::Party(..) | Target::Field(_) | Target::Whole => {
            target.label(content)
        }
    }
}

/// What the filer is told of one mark, without a full stop.
pub(super) fn sentence(mark: &Mark, content: &Content, files: &[SubmittedFile]) -> String {
    let place = label(&mark.target, content, files);
    let reason = mark.reason.trim_end_matches('。');
    let note = mark.note.trim().trim_end_matches('。');
    let said = match (reason.is_empty(), note.is_empty()) {
        (false, false) => format!("{reason}，{note}"),
        (false, true) => reason.to_owned(),
        (true, _) => note.to_owned(),
    };
    if mark.law.is_empty() {
        format!("{place}：{said}")
    } else {
        format!("{place}：{said}（{}）", mark.law)
    }
}

/// Two marks at one place by one rule with one note are one.
pub(super) fn add(marks: &mut Vec<Mark>, mark: Mark) {
    if !marks.contains(&mark) {
        marks.push(mark);
    }
}
