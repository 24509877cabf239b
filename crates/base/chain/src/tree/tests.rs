//! Against a tree that is computed from its definition each time.

use super::*;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// MTH, from the words of RFC 9162 section 2.1.1.
fn naive(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Hash::of_nothing(),
        [leaf] => *leaf,
        more => {
            let k = (1..more.len()).rfind(|k| k.is_power_of_two()).unwrap();
            Hash::node(naive(&more[..k]), naive(&more[k..]))
        }
    }
}

fn leaves(count: usize) -> Vec<Hash> {
    (0..count).map(|n| Hash::leaf(format!("leaf {n}").as_bytes())).collect()
}

type Stored = BTreeMap<TileId, Vec<u8>>;

/// Stored as a log stores it: a tile is only ever made longer.
fn store(stored: &mut Stored, changed: Stored) {
    for (id, data) in changed {
        if let Some(before) = stored.insert(id, data.clone()) {
            assert!(data.len() > before.len() && data.starts_with(&before), "{id} was rewritten");
        }
    }
}

fn log(count: usize) -> (Vec<Hash>, Stored, Edge) {
    let leaves = leaves(count);
    let (mut stored, mut edge) = (Stored::new(), Edge::default());
    store(&mut stored, edge.append(leaves.iter().copied()).unwrap());
    (leaves, stored, edge)
}

/// Only what was planned for, and no longer than the tree of that size has it.
fn only(stored: &Stored, needs: &[TileId], size: u64) -> Stored {
    let cut = |id: &TileId| (*id, stored[id][..32 * usize::from(id.width(size))].to_vec());
    needs.iter().map(cut).collect()
}

#[test]
fn roots_of_all_sizes_are_those_of_the_definition() {
    let (leaves, stored, _) = log(600);
    for size in 0..=600_usize {
        let number = size as u64;
        let expected = naive(&leaves[..size]);
        let edge = Edge::load(number, &only(&stored, &Edge::needs(number), number)).unwrap();
        assert_eq!(edge.root(), expected, "edge of {size}");
        let needs = root::needs(number).unwrap();
        assert_eq!(root::of(number, &only(&stored, &needs, number)), Ok(expected), "{size}");
    }
}

#[test]
fn batches_of_any_size_make_the_same_tiles() {
    let (leaves, whole, edge) = log(70_000);
    for batch in [1, 7, 255, 256, 257, 4096] {
        let count = if batch == 1 { 3000 } else { 70_000 };
        let (mut stored, mut size) = (Stored::new(), 0);
        for part in leaves[..count].chunks(batch) {
            // As a sequencer does that keeps nothing in memory.
            let mut edge = Edge::load(size, &stored).unwrap();
            store(&mut stored, edge.append(part.iter().copied()).unwrap());
            size = edge.size();
        }
        if count == leaves.len() {
            assert_eq!(stored, whole, "batches of {batch}");
            assert_eq!(Edge::load(size, &stored).unwrap(), edge);
        } else {
            assert_eq!(stored, only(&whole, &stored.keys().copied().collect::<Vec<_>>(), 3000));
        }
    }
    // “A tree of size 70,000 will be represented by …” (C2SP tlog-tiles).
    let at = |level| whole.keys().filter(|id| id.level == level).count();
    assert_eq!((at(0), at(1), at(2), at(3)), (274, 2, 1, 0));
}

#[test]
fn every_inclusion_up_to_300_is_proven_and_nothing_else() {
    let (leaves, stored, _) = log(300);
    for size in 1..=300_u64 {
        let root = root::of(size, &stored).unwrap();
        for index in 0..size {
            let tiles = only(&stored, &inclusion::needs(index, size).unwrap(), size);
            let path = inclusion::prove(index, size, &tiles).unwrap();
            assert!(path.len() <= (u64::BITS - (size - 1).leading_zeros()) as usize);
            let leaf = leaves[usize::try_from(index).unwrap()];
            assert_eq!(inclusion::verify(index, leaf, size, root, &path), Ok(()));
            if size > 1 {
                let next = (index + 1) % size;
                assert!(inclusion::verify(next, leaf, size, root, &path).is_err());
            }
            let other = leaves[usize::try_from((index + 1) % 300).unwrap()];
            assert!(inclusion::verify(index, other, size, root, &path).is_err());
        }
        assert_eq!(inclusion::prove(size, size, &stored), Err(TreeError::Outside));
    }
}

#[test]
fn every_consistency_up_to_160_is_proven_and_nothing_else() {
    let (_, stored, _) = log(161);
    let tree = |size| (size, root::of(size, &stored).unwrap());
    for new in 0..=160_u64 {
        for old in 0..=new {
            let tiles = only(&stored, &consistency::needs(old, new).unwrap(), new);
            let proof = consistency::prove(old, new, &tiles).unwrap();
            assert_eq!(consistency::verify(tree(old), tree(new), &proof), Ok(()), "{old} {new}");
            if old > 0 {
                let forged = (old, Hash::sha256(b"another history"));
                assert!(consistency::verify(forged, tree(new), &proof).is_err());
                assert!(consistency::verify(tree(old), (new, forged.1), &proof).is_err());
                let renamed = (old, tree(old - 1).1);
                assert!(consistency::verify(renamed, tree(new), &proof).is_err());
            }
        }
        assert_eq!(consistency::prove(new + 1, new, &stored), Err(TreeError::Outside));
        assert!(consistency::verify(tree(new + 1), tree(new), &[]).is_err());
    }
}

#[test]
fn an_empty_tree_has_one_root() {
    let nothing = (0, Hash::of_nothing());
    assert_eq!(consistency::verify(nothing, nothing, &[]), Ok(()));
    let forged = (0, Hash::sha256(b"?"));
    assert!(consistency::verify(forged, nothing, &[]).is_err());
    assert!(consistency::verify(nothing, forged, &[]).is_err());
    assert!(consistency::verify(nothing, nothing, &[forged.1]).is_err());
}

#[test]
fn a_missing_or_short_tile_is_named() {
    let (_, mut stored, _) = log(1000);
    let id = TileId { level: 0, index: 3 };
    stored.get_mut(&id).unwrap().truncate(32 * 100);
    assert_eq!(Edge::load(1000, &stored), Err(TreeError::Missing(id)));
    stored.remove(&id);
    assert_eq!(inclusion::prove(999, 1000, &stored), Err(TreeError::Missing(id)));
    assert_eq!(consistency::prove(999, 1000, &stored), Err(TreeError::Missing(id)));
    assert_eq!(root::of(1000, &stored), Err(TreeError::Missing(id)));
    assert_eq!(TreeError::Missing(id).to_string(), "缺少日志分片 tile/0/003");
}

#[test]
fn a_tree_does_not_grow_past_what_json_can_say() {
    for size in [MAX_SIZE + 1, u64::MAX] {
        assert_eq!(Edge::load(size, &Stored::new()), Err(TreeError::Full));
        assert_eq!(root::needs(size), Err(TreeError::Full));
        assert_eq!(inclusion::needs(0, size), Err(TreeError::Outside));
        assert_eq!(consistency::needs(1, size), Err(TreeError::Outside));
    }
    let full = Edge::needs(MAX_SIZE);
    let tiles: Stored = full.iter().map(|id| (*id, vec![7; 256 * 32])).collect();
    let mut edge = Edge::load(MAX_SIZE, &tiles).unwrap();
    assert_eq!(edge.append([Hash::default()]), Err(TreeError::Full));
    assert!(inclusion::needs(MAX_SIZE - 1, MAX_SIZE).unwrap().len() <= 8);
}

fn sizes() -> impl Strategy<Value = (usize, usize, usize)> {
    (1_usize..20_000).prop_flat_map(|new| (Just(new), 0..new, 1..=new))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn larger_trees_agree_with_the_definition((size, index, old) in sizes()) {
        let (leaves, stored, edge) = log(size);
        let (new, root) = (size as u64, naive(&leaves));
        prop_assert_eq!(edge.root(), root);
        let path = inclusion::prove(index as u64, new, &stored).unwrap();
        prop_assert_eq!(inclusion::verify(index as u64, leaves[index], new, root, &path), Ok(()));
        let proof = consistency::prove(old as u64, new, &stored).unwrap();
        let before = (old as u64, naive(&leaves[..old]));
        prop_assert_eq!(consistency::verify(before, (new, root), &proof), Ok(()));
        // Each hash of a proof counts, as do their order and number.
        for at in 0..path.len() {
            let mut wrong = path.clone();
            wrong[at].0[at % 32] ^= 1 << (at % 8);
            prop_assert!(inclusion::verify(index as u64, leaves[index], new, root, &wrong).is_err());
            wrong.remove(at);
            prop_assert!(inclusion::verify(index as u64, leaves[index], new, root, &wrong).is_err());
        }
        for at in 0..proof.len() {
            let mut wrong = proof.clone();
            wrong[at].0[at % 32] ^= 1 << (at % 8);
            prop_assert!(consistency::verify(before, (new, root), &wrong).is_err());
            wrong.remove(at);
            prop_assert!(consistency::verify(before, (new, root), &wrong).is_err());
        }
    }
}

proptest! {
    /// No numbers and hashes, however hostile, make a verifier stop or accept.
    #[test]
    fn breaks_no_verifier(
        index: u64, size: u64, old: u64, root: [u8; 32],
        hashes in prop::collection::vec(any::<[u8; 32]>(), 0..70),
    ) {
        let hashes: Vec<Hash> = hashes.into_iter().map(Hash).collect();
        for shift in [0, 11, 32, 60] {
            let (index, size, old) = (index >> shift, size >> shift, old >> shift);
            prop_assert!(inclusion::verify(index, Hash(root), size, Hash::default(), &hashes).is_err());
            let new = (size, Hash::default());
            prop_assert!(consistency::verify((old, Hash(root)), new, &hashes).is_err());
        }
    }
}
