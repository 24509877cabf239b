//! Secrets open only where and as they were sealed.
#![cfg(test)]
use db::vault::{Vault, VaultError};

fn vault() -> Vault {
    db::testing::test_vault()
}

#[test]
fn opens_what_it_sealed() {
    let sealed = vault().seal("account.id_number", "110105199003071234".as_bytes());
    assert!(!sealed.contains("1101"));
    assert_eq!(vault().open_text("account.id_number", &sealed).unwrap(), "110105199003071234");
    assert_eq!(vault().open("x", &vault().seal("x", b"")).unwrap(), b"");
    assert_ne!(sealed, vault().seal("account.id_number", "110105199003071234".as_bytes()));
}

#[test]
fn another_context_does_not_open() {
    let sealed = vault().seal("account.phone", b"13800000000");
    assert!(matches!(vault().open("party.phone", &sealed), Err(VaultError::Tampered)));
}

#[test]
fn a_changed_text_does_not_open() {
    let sealed = vault().seal("x", b"13800000000");
    let body = sealed.rfind('.').unwrap() + 1;
    for at in body..sealed.len() {
        let other = if &sealed[at..=at] == "A" { "B" } else { "A" };
        let changed = format!("{}{other}{}", &sealed[..at], &sealed[at + 1..]);
        assert!(vault().open("x", &changed).is_err(), "{at}");
    }
    for broken in ["", "v1", "v1.k1", "v1.k1.", "v1.k1.AAAA", "v2.k1.AAAA", &sealed[..60]] {
        assert!(vault().open("x", broken).is_err(), "{broken}");
    }
}

#[test]
fn keys_rotate() {
    let keys = vec![("k1".to_owned(), [1; 32]), ("k2".to_owned(), [2; 32])];
    let rotated = Vault::from_keys([7; 32], keys).unwrap();
    let old = vault().seal("x", b"secret");
    assert_eq!(rotated.open("x", &old).unwrap(), b"secret");
    let new = rotated.rewrap("x", &old).unwrap().unwrap();
    assert!(new.starts_with("v1.k2."));
    assert_eq!(rotated.open("x", &new).unwrap(), b"secret");
    assert_eq!(rotated.rewrap("x", &new).unwrap(), None);
    assert!(matches!(vault().open("x", &new), Err(VaultError::UnknownKey(k)) if k == "k2"));
    assert_eq!(rotated.index("phone", "138"), vault().index("phone", "138"));
}

#[test]
fn the_index_is_equal_for_equal_texts_in_one_place() {
    let index = vault().index("account.phone", "13800000000");
    assert_eq!(index, vault().index("account.phone", "13800000000"));
    assert_ne!(index, vault().index("account.phone", "13800000001"));
    assert_ne!(index, vault().index("account.id_number", "13800000000"));
    let other = Vault::from_keys([8; 32], vec![("k1".into(), [1; 32])]).unwrap();
    assert_ne!(index, other.index("account.phone", "13800000000"));
}

#[test]
fn the_key_file_is_made_once_and_for_its_owner_only() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keys");
    let sealed = Vault::open_file(&path).unwrap().seal("x", b"secret");
    let mode = std::os::unix::fs::PermissionsExt::mode(&path.metadata().unwrap().permissions());
    assert_eq!(mode & 0o777, 0o600);
    assert_eq!(Vault::open_file(&path).unwrap().open("x", &sealed).unwrap(), b"secret");
    assert_eq!(Vault::add_key(&path).unwrap(), "k2");
    let rotated = Vault::open_file(&path).unwrap();
    assert_eq!(rotated.open("x", &sealed).unwrap(), b"secret");
    assert!(rotated.seal("x", b"").starts_with("v1.k2."));
    std::fs::write(&path, "index abc\n").unwrap();
    assert!(matches!(Vault::open_file(&path), Err(VaultError::KeyFile(1))));
    std::fs::write(&path, "").unwrap();
    assert!(Vault::open_file(&path).is_err());
}
