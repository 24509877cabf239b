//! Entries as a log serves them: each after its length in two octets (C2SP tlog-tiles, “Log entries”).

/// An entry has more than 65 535 octets (C2SP tlog-tiles, “Log entries”).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("日志条目超过65535字节")]
pub struct TooLong;

/// The octets are no bundle (C2SP tlog-tiles, “Log entries”).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("不是日志条目的集合")]
pub struct NotABundle;

/// Puts entries one after another (C2SP tlog-tiles, “Log entries”).
pub fn encode<E: AsRef<[u8]>>(entries: impl IntoIterator<Item = E>) -> Result<Vec<u8>, TooLong> {
    let mut out = Vec::new();
    for entry in entries {
        let entry = entry.as_ref();
        out.extend(u16::try_from(entry.len()).map_err(|_| TooLong)?.to_be_bytes());
        out.extend(entry);
    }
    Ok(out)
}

/// Takes the entries apart again (C2SP tlog-tiles, “Log entries”).
pub fn decode(mut bundle: &[u8]) -> Result<Vec<&[u8]>, NotABundle> {
    let mut entries = Vec::new();
    while !bundle.is_empty() {
        let (length, rest) = bundle.split_first_chunk().ok_or(NotABundle)?;
        let (entry, rest) =
            rest.split_at_checked(u16::from_be_bytes(*length).into()).ok_or(NotABundle)?;
        entries.push(entry);
        bundle = rest;
    }
    Ok(entries)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_entry_of_65536_octets_is_refused() {
        assert!(encode([vec![0; 65_535]]).is_ok());
        assert_eq!(encode([vec![0; 65_536]]), Err(TooLong));
        assert_eq!(decode(&[0]), Err(NotABundle));
        assert_eq!(decode(&[0, 2, 7]), Err(NotABundle));
    }

    proptest! {
        #[test]
        fn entries_come_back(entries in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..300), 0..20)) {
            let bundle = encode(&entries).unwrap();
            prop_assert_eq!(decode(&bundle).unwrap(), entries);
        }

        #[test]
        fn breaks_no_bundle(bundle in prop::collection::vec(any::<u8>(), 0..200)) {
            if let Ok(entries) = decode(&bundle) {
                prop_assert_eq!(encode(entries).unwrap(), bundle);
            }
        }
    }
}
