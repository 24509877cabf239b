//! The seal as an incremental update (ISO 32000-1 sections 7.5.6 and 12.8): field, appearance, and room for the signature.

use crate::{
    Identity, Look, Mark, SealError,
    cms::{self, Unfinished},
    place::Spot,
    structure,
};
use chrono::{DateTime, FixedOffset, Utc};
use der::Encode;
use lopdf::{
    Dictionary, Document, IncrementalDocument, Object, ObjectId, StringFormat, dictionary,
    text_string,
};
use sha2::{Digest, Sha256};
use std::ops::Range;

/// What stands in the structure beside the certificates.
const ROOM: usize = 4096;
/// Tokens with their certificates have some thousand octets.
const ROOM_FOR_STAMP: usize = 16 * 1024;
/// Ten digits: no paper has that many octets.
const UNKNOWN: i64 = 1_111_111_111;
const UNKNOWN_RANGE: &[u8] = b"[0 1111111111 1111111111 1111111111]";
/// Print, Locked (ISO 32000-1 section 12.5.3); PDF/A-2 wants printed what is shown.
const FLAGS: i64 = 4 | 128;
/// `SignaturesExist`, `AppendOnly` (ISO 32000-1 section 12.7.2).
const SIGNATURE_FLAGS: i64 = 3;

/// A paper that is sealed but for its time stamp.
pub struct Begun {
    octets: Vec<u8>,
    /// From `<` to `>`, of the signature's room.
    room: Range<usize>,
    signature: Unfinished,
}

/// Seals a paper. `stamped`: leaves room for a time stamp.
pub(crate) fn begin(
    pdf: &[u8],
    (identity, look): (&Identity, &Look),
    mark: &Mark<'_>,
    stamped: bool,
) -> Result<Begun, SealError> {
    let mut room = ROOM + if stamped { ROOM_FOR_STAMP } else { 0 };
    for certificate in identity.chain() {
        room += usize::try_from(certificate.encoded_len()?).unwrap_or(0);
    }
    let mut octets = append(pdf, look, mark, room)?;
    let room = lay_out(&mut octets, pdf.len(), room)?;
    let mut digest = Sha256::new();
    digest.update(octets.get(..room.start).unwrap_or_default());
    digest.update(octets.get(room.end..).unwrap_or_default());
    let signature = cms::sign(identity, &digest.finalize())?;
    Ok(Begun { octets, room, signature })
}

impl Begun {
    /// The value of the signature: what a time stamp is over (RFC 3161 appendix A).
    pub fn value(&self) -> &[u8] {
        self.signature.value()
    }

    /// The sealed paper, with a time stamp where there is one.
    pub fn finish(self, token: Option<&[u8]>) -> Result<Vec<u8>, SealError> {
        let Self { mut octets, room, signature } = self;
        let signature = signature.finish(token)?;
        let space = octets.get_mut(room.start + 1..room.end - 1).unwrap_or_default();
        if signature.len() * 2 > space.len() {
            return Err(SealError::Signature(format!("{} 个字节超过了预留", signature.len())));
        }
        for (pair, octet) in space.chunks_exact_mut(2).zip(&signature) {
            pair.copy_from_slice(&hex(*octet));
        }
        Ok(octets)
    }
}

fn hex(octet: u8) -> [u8; 2] {
    let digit = |n: u8| if n < 10 { b'0' + n } else { b'a' + n - 10 };
    [digit(octet >> 4), digit(octet & 15)]
}

/// The paper with its new objects; the signature's room is empty and its range unknown.
fn append(pdf: &[u8], look: &Look, mark: &Mark<'_>, room: usize) -> Result<Vec<u8>, SealError> {
    let before = Document::load_mem(pdf)?;
    if before.is_encrypted() || before.xref_recovery.is_some() {
        return Err(SealError::Pdf("文件已加密或者结构不完整".into()));
    }
    let place =
        Spot::find(&before, mark.place).ok_or_else(|| SealError::Pdf("没有这一页".into()))?;
    let rectangle = place.rectangle(&before, look.image.size());
    let mut paper = IncrementalDocument::create_from(pdf.to_vec(), before);
    let appearance = look.image.add(&mut paper.new_document)?;
    let signature = paper.new_document.add_object(signature(look, mark, room));
    let form = form(&mut paper)?;
    let number = fields(&paper, form)?.len() + 1;
    let key = structure::next_key(&mut paper)?;
    let words = format!("{}的电子印章", look.holder);
    let mut widget = dictionary! {
        "Type" => "Annot",
        "Subtype" => "Widget",
        "FT" => "Sig",
        "T" => text_string(&format!("seal-{number}")),
        "TU" => text_string(&words),
        "F" => FLAGS,
        "P" => place.page,
        "Rect" => rectangle.map(Object::from).to_vec(),
        "V" => signature,
        "AP" => dictionary! { "N" => appearance },
    };
    if let Some(key) = key {
        widget.set("StructParent", key);
    }
    let widget = paper.new_document.add_object(widget);
    if let Some(key) = key {
        structure::add(&mut paper, (widget, place.page), key, &words)?;
    }
    let mut all = fields(&paper, form)?;
    all.push(Object::Reference(widget));
    let form = dictionary(&mut paper, form)?;
    form.set("Fields", all);
    form.set("SigFlags", SIGNATURE_FLAGS);
    annotate(&mut paper, place.page, widget)?;
    rename(&mut paper, pdf);
    let mut octets = Vec::with_capacity(pdf.len() + room * 2 + 64 * 1024);
    paper.save_to(&mut octets).map_err(|e| SealError::Pdf(e.to_string()))?;
    Ok(octets)
}

/// ISO 32000-1 section 12.8.1, EN 319 142-1 section 6.3.
fn signature(look: &Look, mark: &Mark<'_>, room: usize) -> Dictionary {
    let unknown = Object::Integer(UNKNOWN);
    let mut signature = dictionary! {
        "Type" => "Sig",
        "Filter" => "Adobe.PPKLite",
        "SubFilter" => "ETSI.CAdES.detached",
        "ByteRange" => vec![0.into(), unknown.clone(), unknown.clone(), unknown],
        "Contents" => Object::String(vec![0; room], StringFormat::Hexadecimal),
        "Name" => text_string(&look.holder),
        "M" => Object::string_literal(moment(mark.at)),
    };
    if !mark.reason.is_empty() {
        signature.set("Reason", text_string(mark.reason));
    }
    signature
}

/// `D:20261122100000+08'00'` (ISO 32000-1 section 7.9.4), by the clock of Beijing.
fn moment(at: DateTime<Utc>) -> String {
    let Some(beijing) = FixedOffset::east_opt(8 * 3600) else { return String::new() };
    at.with_timezone(&beijing).format("D:%Y%m%d%H%M%S+08'00'").to_string()
}

/// A dictionary that will be changed.
pub(crate) fn dictionary(
    paper: &mut IncrementalDocument,
    id: ObjectId,
) -> Result<&mut Dictionary, SealError> {
    paper.opt_clone_object_to_new_document(id)?;
    Ok(paper.new_document.get_object_mut(id)?.as_dict_mut()?)
}

/// The newest state of an object, through a reference or not.
pub(crate) fn resolved(paper: &IncrementalDocument, object: &Object) -> Result<Object, SealError> {
    let Ok(id) = object.as_reference() else { return Ok(object.clone()) };
    let newer = paper.new_document.get_object(id);
    Ok(newer.or_else(|_| paper.get_prev_documents().get_object(id))?.clone())
}

/// A list in a dictionary, newest state; empty if there is none.
pub(crate) fn list(
    paper: &IncrementalDocument,
    within: &Dictionary,
    key: &[u8],
) -> Result<Vec<Object>, SealError> {
    match within.get(key) {
        Ok(found) => Ok(resolved(paper, found)?.as_array()?.clone()),
        Err(_) => Ok(Vec::new()),
    }
}

/// The form of the document (ISO 32000-1 section 12.7.2), as an object of its own.
fn form(paper: &mut IncrementalDocument) -> Result<ObjectId, SealError> {
    let root = paper.get_prev_documents().trailer.get(b"Root")?.as_reference()?;
    let found = dictionary(paper, root)?.get(b"AcroForm").ok().cloned();
    match found {
        Some(Object::Reference(id)) => Ok(id),
        other => {
            let form = other.unwrap_or_else(|| Object::Dictionary(Dictionary::new()));
            let id = paper.new_document.add_object(form);
            dictionary(paper, root)?.set("AcroForm", id);
            Ok(id)
        }
    }
}

fn fields(paper: &IncrementalDocument, form: ObjectId) -> Result<Vec<Object>, SealError> {
    let form = resolved(paper, &Object::Reference(form))?;
    list(paper, form.as_dict()?, b"Fields")
}

/// Puts the widget on its page.
fn annotate(
    paper: &mut IncrementalDocument,
    page: ObjectId,
    widget: ObjectId,
) -> Result<(), SealError> {
    let before = resolved(paper, &Object::Reference(page))?;
    let mut all = list(paper, before.as_dict()?, b"Annots")?;
    all.push(Object::Reference(widget));
    let page = dictionary(paper, page)?;
    page.set("Annots", all);
    // Readers go from field to field in the order of the structure (PDF/UA-1 section 7.18.3).
    page.set("Tabs", "S");
    Ok(())
}

/// The second half of the file's name changes with every update (ISO 32000-1 section 14.4).
fn rename(paper: &mut IncrementalDocument, pdf: &[u8]) {
    let id = paper.new_document.trailer.get_mut(b"ID").and_then(Object::as_array_mut);
    if let Some(second) = id.ok().and_then(|id| id.get_mut(1)) {
        let digest = Sha256::digest(pdf);
        let name = digest.get(..16).unwrap_or_default().to_vec();
        *second = Object::String(name, StringFormat::Hexadecimal);
    }
}

/// Finds the signature's room in what was appended, and writes what the signature covers: all but this.
fn lay_out(octets: &mut [u8], from: usize, room: usize) -> Result<Range<usize>, SealError> {
    let lost = || SealError::Pdf("预留的签名位置找不到".into());
    let mut empty = vec![b'0'; room * 2 + 2];
    if let [first, .., last] = empty.as_mut_slice() {
        (*first, *last) = (b'<', b'>');
    }
    let start = find(octets, from, &empty).ok_or_else(lost)?;
    let room = start..start + empty.len();
    let (length, end) = (octets.len() - room.end, room.end);
    let range = format!("[0 {start} {end} {length}");
    let at = find(octets, from, UNKNOWN_RANGE).ok_or_else(lost)?;
    let written = octets.get_mut(at..at + UNKNOWN_RANGE.len() - 1).ok_or_else(lost)?;
    written.fill(b' ');
    written.get_mut(..range.len()).ok_or_else(lost)?.copy_from_slice(range.as_bytes());
    Ok(room)
}

fn find(octets: &[u8], from: usize, wanted: &[u8]) -> Option<usize> {
    let tail = octets.get(from..)?;
    tail.windows(wanted.len()).position(|window| window == wanted).map(|at| from + at)
}
