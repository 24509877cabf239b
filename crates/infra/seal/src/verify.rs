//! Checking the seals of a paper: whose they are, what they cover, and whether they are right.
//!
//! Whether the holder is to be believed is not judged: the caller knows whose seal it expects.

use crate::SealError;
use chrono::{DateTime, Utc};
use lopdf::{Dictionary, Document, Object};
use stamp::{Authorities, Refused, Stamp, detached};

/// Forms deeper than this are nobody's, and papers with more fields either.
const DEEP: u32 = 16;
const MOST: usize = 4096;

/// A signature on a paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The subject of the signer's certificate (RFC 4514); empty where the signature cannot be read.
    pub whose: String,
    /// The moment of signing, as the signer claims.
    pub at: Option<DateTime<Utc>>,
    /// So many octets from the beginning are the paper as it was signed: its revision.
    pub octets: usize,
    /// Nothing was added afterwards.
    pub whole: bool,
    /// These octets are the ones that were signed.
    pub digest: bool,
    /// The signature is right for what it signs; otherwise what is wrong.
    pub signature: Result<(), Refused>,
    value: Vec<u8>,
    token: Option<Vec<u8>>,
}

impl Found {
    /// The paper, up to `octets`, is what the holder of the key signed.
    pub const fn is_right(&self) -> bool {
        self.digest && self.signature.is_ok()
    }

    /// The time stamp of the signature; nothing where it has none.
    pub fn stamp(&self, trusted: &Authorities) -> Option<Result<Stamp, Refused>> {
        self.token.as_ref().map(|token| stamp::verify(token, &self.value, trusted))
    }
}

/// All signatures of a PDF, in the order in which they were put on it.
pub fn verify(pdf: &[u8]) -> Result<Vec<Found>, SealError> {
    let document = Document::load_mem(pdf)?;
    let mut dictionaries = Vec::new();
    if let Ok(form) = document.catalog()?.get_deref(b"AcroForm", &document) {
        collect(&document, form.as_dict()?, b"Fields", (DEEP, &mut dictionaries))?;
    }
    let mut found = Vec::new();
    for dictionary in dictionaries {
        found.push(check(pdf, &document, dictionary)?);
    }
    found.sort_by_key(|found| found.octets);
    Ok(found)
}

/// The signatures of the fields under a node (ISO 32000-1 section 12.7.3).
fn collect<'a>(
    document: &'a Document,
    node: &'a Dictionary,
    key: &[u8],
    (deep, into): (u32, &mut Vec<&'a Dictionary>),
) -> Result<(), SealError> {
    let Ok(list) = node.get_deref(key, document).and_then(Object::as_array) else { return Ok(()) };
    let many = || SealError::Pdf("表单域过多".into());
    let deeper = deep.checked_sub(1).ok_or_else(many)?;
    for field in list {
        let Ok(field) = document.dereference(field).and_then(|(_, field)| field.as_dict()) else {
            continue;
        };
        let value = field.get_deref(b"V", document).and_then(Object::as_dict);
        if let Ok(value) = value
            && value.has(b"ByteRange")
        {
            into.push(value);
        }
        if into.len() > MOST {
            return Err(many());
        }
        collect(document, field, b"Kids", (deeper, into))?;
    }
    Ok(())
}

fn check(pdf: &[u8], document: &Document, dictionary: &Dictionary) -> Result<Found, SealError> {
    let (first, room, second) =
        ranges(pdf, document, dictionary).ok_or_else(|| SealError::Pdf("签名范围不正确".into()))?;
    let octets = pdf.len().min(first.len() + room.len() + second.len());
    let said = dictionary.get_deref(b"Contents", document).and_then(Object::as_str)?;
    let cms = unhex(room).filter(|cms| cms == said);
    let cms = cms.ok_or_else(|| SealError::Pdf("签名不在其范围所空出的位置".into()))?;
    let at = dictionary.get_deref(b"M", document).and_then(Object::as_str).ok().and_then(moment);
    let read = detached::read(&cms, &[first, second].concat());
    let whole = octets == pdf.len();
    Ok(match read {
        Ok(read) => Found {
            whose: read.certificate.tbs_certificate().subject().to_string(),
            at,
            octets,
            whole,
            digest: read.digest,
            signature: read.signature,
            value: read.value,
            token: read.token,
        },
        Err(why) => Found {
            whose: String::new(),
            at,
            octets,
            whole,
            digest: false,
            signature: Err(why),
            value: Vec::new(),
            token: None,
        },
    })
}

/// What is covered before, the room of the signature, and what is covered after. It must begin with the file, and leave
/// out one string of hexadecimal digits and nothing else (ISO 32000-1 section 12.8.1).
fn ranges<'a>(
    pdf: &'a [u8],
    document: &Document,
    dictionary: &Dictionary,
) -> Option<(&'a [u8], &'a [u8], &'a [u8])> {
    let list = dictionary.get_deref(b"ByteRange", document).and_then(Object::as_array).ok()?;
    let numbers: Option<Vec<usize>> =
        list.iter().map(|n| n.as_i64().ok().and_then(|n| n.try_into().ok())).collect();
    let [0, first, from, length] = *numbers? else { return None };
    let room = pdf.get(first..from)?;
    (room.first() == Some(&b'<') && room.last() == Some(&b'>')).then_some(())?;
    Some((pdf.get(..first)?, room, pdf.get(from..from.checked_add(length)?)?))
}

/// The octets between `<` and `>`.
fn unhex(room: &[u8]) -> Option<Vec<u8>> {
    let digits = room.get(1..room.len().checked_sub(1)?)?;
    let digit = |octet: &u8| char::from(*octet).to_digit(16).and_then(|d| u8::try_from(d).ok());
    let digits: Option<Vec<u8>> = digits.iter().map(digit).collect();
    let pairs = digits?;
    pairs
        .len()
        .is_multiple_of(2)
        .then(|| pairs.as_chunks().0.iter().map(|[high, low]| high << 4 | low).collect())
}

/// `D:20261122100000+08'00'` (ISO 32000-1 section 7.9.4).
fn moment(text: &[u8]) -> Option<DateTime<Utc>> {
    let text = str::from_utf8(text).ok()?.strip_prefix("D:")?.replace('\'', "");
    let at = DateTime::parse_from_str(&text.replace('Z', "+0000"), "%Y%m%d%H%M%S%z");
    at.ok().map(|at| at.to_utc())
}
