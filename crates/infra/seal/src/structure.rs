//! The seal in the tree of what is read aloud (ISO 32000-1 section 14.7, PDF/UA-1 section 7.18.4): PDF/A-2a and PDF/UA-1 want
//! every field in it.

use crate::{
    SealError,
    increment::{dictionary, list, resolved},
};
use lopdf::{Dictionary, IncrementalDocument, Object, ObjectId, dictionary, text_string};

/// The root of the tree; nothing where the paper is not tagged.
fn root(paper: &IncrementalDocument) -> Option<ObjectId> {
    let catalog = paper.get_prev_documents().catalog().ok()?;
    catalog.get(b"StructTreeRoot").ok()?.as_reference().ok()
}

/// Takes the next key of the table that leads from objects to the tree; nothing where the paper is not tagged.
pub(crate) fn next_key(paper: &mut IncrementalDocument) -> Result<Option<i64>, SealError> {
    let Some(root) = root(paper) else { return Ok(None) };
    let root = dictionary(paper, root)?;
    let key = root.get(b"ParentTreeNextKey").and_then(Object::as_i64)?;
    root.set("ParentTreeNextKey", key + 1);
    Ok(Some(key))
}

/// Adds the field under that key, as the last thing on the paper.
pub(crate) fn add(
    paper: &mut IncrementalDocument,
    (widget, page): (ObjectId, ObjectId),
    key: i64,
    words: &str,
) -> Result<(), SealError> {
    let Some(root) = root(paper) else { return Ok(()) };
    let parent = last_parent(paper, root)?;
    let itself = dictionary! { "Type" => "OBJR", "Obj" => widget, "Pg" => page };
    let element = paper.new_document.add_object(dictionary! {
        "Type" => "StructElem",
        "S" => "Form",
        "P" => parent,
        "Pg" => page,
        "Alt" => text_string(words),
        "K" => itself,
    });
    let before = resolved(paper, &Object::Reference(parent))?;
    let mut children = children(paper, before.as_dict()?)?;
    children.push(Object::Reference(element));
    dictionary(paper, parent)?.set("K", children);
    enter(paper, root, key, element)
}

/// What stands under a node: one thing, or a list.
fn children(paper: &IncrementalDocument, node: &Dictionary) -> Result<Vec<Object>, SealError> {
    let Ok(below) = node.get(b"K") else { return Ok(Vec::new()) };
    let list = resolved(paper, below)?.as_array().cloned();
    Ok(list.unwrap_or_else(|_| vec![below.clone()]))
}

/// The element `Document`, or the root where there is none.
fn last_parent(paper: &IncrementalDocument, root: ObjectId) -> Result<ObjectId, SealError> {
    let node = resolved(paper, &Object::Reference(root))?;
    let last = children(paper, node.as_dict()?)?.last().and_then(|k| k.as_reference().ok());
    let Some(last) = last else { return Ok(root) };
    let node = resolved(paper, &Object::Reference(last))?;
    let kind = node.as_dict().and_then(|node| node.get(b"S")).and_then(Object::as_name);
    Ok(if kind.is_ok_and(|kind| kind == b"Document") { last } else { root })
}

/// Writes the element under its key, which is the highest (ISO 32000-1 section 7.9.7).
fn enter(
    paper: &mut IncrementalDocument,
    root: ObjectId,
    key: i64,
    element: ObjectId,
) -> Result<(), SealError> {
    let node = resolved(paper, &Object::Reference(root))?;
    let found = node.as_dict()?.get(b"ParentTree").cloned();
    let found = found.unwrap_or_else(|_| Object::Dictionary(Dictionary::new()));
    let mut table = resolved(paper, &found)?.as_dict()?.clone();
    let entry = [Object::Integer(key), Object::Reference(element)];
    if table.has(b"Kids") {
        let leaf =
            dictionary! { "Limits" => vec![key.into(), key.into()], "Nums" => entry.to_vec() };
        let leaf = paper.new_document.add_object(leaf);
        let mut kids = list(paper, &table, b"Kids")?;
        kids.push(Object::Reference(leaf));
        table.set("Kids", kids);
    } else {
        let mut numbers = list(paper, &table, b"Nums")?;
        numbers.extend(entry);
        table.set("Nums", numbers);
    }
    if let Ok(id) = found.as_reference() {
        *dictionary(paper, id)? = table;
    } else {
        dictionary(paper, root)?.set("ParentTree", table);
    }
    Ok(())
}
