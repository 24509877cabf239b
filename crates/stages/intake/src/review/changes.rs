//! What a later submission changed against the one before, line by line and file by file.
use super::reading::{self, Line, Part};
use crate::filing::{
    files::category_name,
    model::{Section, Target},
    submitted::Submitted,
};

/// One line that is not as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) target: Target,
    /// Which part and which line.
    pub(super) place: String,
    /// Empty where nothing was said before.
    pub(super) before: String,
    /// Empty where nothing is said any more.
    pub(super) after: String,
}

/// Everything that changed, in the order of the form.
pub(super) fn between(before: &Submitted, after: &Submitted) -> Vec<Change> {
    let mut changes = lines(&reading::of(&before.snapshot), &reading::of(&after.snapshot));
    changes.extend(files(before, after));
    changes
}

/// A line is the same line where its place and label are; the title of a party's part may change.
fn lines(before: &[Part], after: &[Part]) -> Vec<Change> {
    let old: Vec<(&Part, &Line)> = flat(before);
    let new: Vec<(&Part, &Line)> = flat(after);
    let same = |a: &Line, b: &Line| a.target == b.target && a.label == b.label;
    let mut changes: Vec<Change> = new
        .iter()
        .filter_map(|(part, line)| {
            let was = old.iter().find(|(_, l)| same(l, line)).map(|(_, l)| l.value.as_str());
            (was != Some(line.value.as_str())).then(|| Change {
                target: line.target.clone(),
                place: format!("{} · {}", part.title, line.label),
                before: was.unwrap_or_default().to_owned(),
                after: line.value.clone(),
            })
        })
        .collect();
    let gone = old.iter().filter(|(_, line)| !new.iter().any(|(_, l)| same(l, line)));
    changes.extend(gone.map(|(part, line)| Change {
        target: line.target.clone(),
        place: format!("{} · {}", part.title, line.label),
        before: line.value.clone(),
        after: String::new(),
    }));
    changes
}

fn flat(parts: &[Part]) -> Vec<(&Part, &Line)> {
    parts.iter().flat_map(|p| p.lines.iter().map(move |l| (p, l))).collect()
}

/// A file is the same file where its bytes, category and name are.
fn files(before: &Submitted, after: &Submitted) -> Vec<Change> {
    let named = |files: &Submitted| -> Vec<(String, String)> {
        let of = |f: &crate::filing::submitted::SubmittedFile| {
            (f.sha256.clone(), format!("{} · {}", category_name(&f.category), f.name))
        };
        files.files.iter().map(of).collect()
    };
    let (old, new) = (named(before), named(after));
    let added = new.iter().filter(|f| !old.contains(f)).map(|(_, name)| Change {
        target: Target::Section(Section::Materials),
        place: "诉讼材料".into(),
        before: String::new(),
        after: format!("新增 {name}"),
    });
    let removed = old.iter().filter(|f| !new.contains(f)).map(|(_, name)| Change {
        target: Target::Section(Section::Materials),
        place: "诉讼材料".into(),
        before: name.clone(),
        after: String::new(),
    });
    added.chain(removed).collect()
}

/// Whether anything was changed at a place that had been marked; whether it is right now, the clerk sees.
pub(super) fn touched(
    target: &Target,
    changes: &[Change],
    (before, after): (&Submitted, &Submitted),
) -> bool {
    let in_category = |files: &Submitted, key: &str| -> Vec<String> {
        let of = files.files.iter().filter(|f| f.category == key);
        of.map(|f| f.sha256.clone()).collect()
    };
    match target {
        Target::Whole => !changes.is_empty(),
        Target::Section(section) => changes.iter().any(|c| c.target.section() == Some(*section)),
        Target::Party(party, field) if field.is_empty() => {
            changes.iter().any(|c| matches!(&c.target, Target::Party(id, _) if id == party))
        }
        Target::Party(..) | Target::Field(_) => changes.iter().any(|c| c.target == *target),
        // What is missing in a file may be made good by another one beside it.
        Target::Material(id) => {
            let marked = before.files.iter().find(|f| f.id == *id).map(|f| f.category.as_str());
            marked.is_none_or(|key| in_category(before, key) != in_category(after, key))
        }
        Target::Category(key) => in_category(before, key) != in_category(after, key),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filing::{
        model::{Capacity, Claim, Content, Party, PartyKind, PartyRole},
        submitted::{Snapshot, SubmittedFile},
    };
    use kernel::id::MaterialId;
    use law::CaseKind;

    fn submitted(content: Content, files: Vec<SubmittedFile>) -> Submitted {
        Submitted {
            round: 1,
            at: chrono::DateTime::UNIX_EPOCH,
            digest: String::new(),
            snapshot: Snapshot {
                kind: CaseKind::CivilFirst,
                capacity: Capacity::OneSelf,
                court: None,
                cause: None,
                cause_list: "civil-2025".into(),
                content,
            },
            files,
        }
    }

    fn file(name: &str, sha256: &str) -> SubmittedFile {
        SubmittedFile {
            id: MaterialId::new(),
            category: "evidence".into(),
            name: name.into(),
            file_name: name.into(),
            sha256: sha256.into(),
            media_type: "application/pdf".into(),
            size: 1,
            pages: None,
            generated: false,
        }
    }

    #[test]
    fn changed_added_and_removed_lines_and_files_are_told() {
        let mut content = Content { facts: "借款".into(), ..Content::default() };
        let mut defendant = Party::new(PartyRole::Defendant, PartyKind::Natural);
        defendant.fields.name = "李四".into();
        content.parties.push(defendant);
        content.claims.push(Claim {
            id: uuid::Uuid::nil(),
            text: "还款".into(),
            amount: String::new(),
        });
        let before = submitted(content.clone(), vec![file("借条", "a"), file("转账", "b")]);
        content.parties[0].fields.address = "广州".into();
        content.facts = "借款五万元".into();
        content.claims.clear();
        let after = submitted(content, vec![file("借条", "a"), file("转账", "c")]);
        let changes = between(&before, &after);
        let told: Vec<_> = changes.iter().map(|c| (c.before.as_str(), c.after.as_str())).collect();
        let added = format!("新增 {} · 转账", category_name("evidence"));
        let removed = format!("{} · 转账", category_name("evidence"));
        assert_eq!(
            told,
            [
                ("", "广州"),
                ("借款", "借款五万元"),
                ("还款", ""),
                ("", added.as_str()),
                (removed.as_str(), "")
            ]
        );
        assert!(between(&before, &before).is_empty());
        let touched = |target: Target| touched(&target, &changes, (&before, &after));
        let party = before.snapshot.content.parties[0].id;
        assert!(touched(Target::Whole));
        assert!(touched(Target::Section(Section::Claims)));
        assert!(touched(Target::Field("facts".into())) && !touched(Target::Field("region".into())));
        assert!(touched(Target::Party(party, "address".into())));
        assert!(touched(Target::Party(party, String::new())));
        assert!(!touched(Target::Party(party, "name".into())));
        assert!(touched(Target::Material(before.files[1].id)));
        assert!(touched(Target::Material(before.files[0].id)), "another file of the category came");
        assert!(touched(Target::Category("evidence".into())));
        assert!(!touched(Target::Category("complaint".into())));
    }
}
