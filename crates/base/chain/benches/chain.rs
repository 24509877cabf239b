//! How long appending, proving and checking take as the log grows, beside their budgets: `cargo bench -p chain`.
//!
//! Budget of a proof is O(log n): from one size to one a hundred times larger, at most twice the time and 7 hashes more.

use chain::{
    Checkpoint, FileDigest, Hash, Moment, Opening, Receipt, Salt, SigningKey, Statement, Trust,
    Verdict, VerifyingKey,
    tree::{Edge, MAX_SIZE, TileId, Tiles, consistency, inclusion},
    verify,
};
use std::{collections::HashMap, hint::black_box, time::Instant};

/// Leaves in the largest log that is built in memory, and how many are appended together.
const LARGEST: u64 = 10_000_000;
const BATCH: u64 = 1000;
const ORIGIN: &str = "court.example/cunzheng";

fn ratio(took: u128, budget: u128) -> String {
    let hundredths = took * 100 / budget.max(1);
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

/// Prints the time of one of `times` answers, its budget and the ratio; gives the time. Of five rounds the fastest counts:
/// the others were disturbed.
fn measure(what: &str, budget_ns: u128, times: u64, mut work: impl FnMut(u64)) -> u128 {
    let mut round = || {
        let start = Instant::now();
        for at in 0..times {
            work(at);
        }
        start.elapsed().as_nanos() / u128::from(times.max(1))
    };
    let each = (0..5).map(|_| round()).min().unwrap_or_default();
    println!("chain: {what}: {each} ns of {budget_ns} ns, ratio {}", ratio(each, budget_ns));
    each
}

/// A number spread over the log, another each time.
fn spread(at: u64, size: u64) -> u64 {
    at.wrapping_mul(0x9e37_79b9_7f4a_7c15) % size
}

type Stored = HashMap<TileId, Vec<u8>>;

/// Appends until the log has `size` leaves.
fn grow(stored: &mut Stored, edge: &mut Edge, size: u64) {
    let (from, start) = (edge.size(), Instant::now());
    while edge.size() < size {
        let first = edge.size();
        let leaves = (first..size.min(first + BATCH)).map(|n| Hash::leaf(&n.to_be_bytes()));
        stored.extend(edge.append(leaves).into_iter().flatten());
    }
    let (count, took) = (u128::from(size - from), start.elapsed().as_nanos());
    let budget = 10_000;
    println!(
        "chain: appending to {size} leaves in batches of {BATCH}: {} ns a leaf of {budget} ns, ratio {}, {} leaves a second",
        took / count,
        ratio(took / count, budget),
        count * 1_000_000_000 / took.max(1)
    );
}

/// Times and lengths of proofs in a log of one size.
struct Measured {
    took: [u128; 4],
    longest: usize,
}

fn proofs(stored: &impl Tiles, edge: &Edge, name: &str) -> Measured {
    let (size, root) = (edge.size(), edge.root());
    let mut longest = 0;
    let prove = measure(&format!("proving inclusion in {name}"), 1_000_000, 500, |at| {
        let path = inclusion::prove(spread(at, size), size, stored).unwrap_or_default();
        longest = longest.max(path.len());
    });
    let index = spread(7, size);
    let path = inclusion::prove(index, size, stored).unwrap_or_default();
    let leaf = Hash::leaf(&index.to_be_bytes());
    let check = measure(&format!("checking inclusion in {name}"), 50_000, 2000, |_| {
        assert!(inclusion::verify(index, leaf, size, root, &path).is_ok());
    });
    let both = measure(&format!("proving consistency with {name}"), 1_000_000, 500, |at| {
        let proof = consistency::prove(1 + spread(at, size - 1), size, stored);
        longest = longest.max(proof.unwrap_or_default().len());
    });
    let old = size / 3 * 2 + 1;
    let proof = consistency::prove(old, size, stored).unwrap_or_default();
    let old = (old, chain::tree::root::of(old, stored).unwrap_or_default());
    let checked = measure(&format!("checking consistency with {name}"), 50_000, 2000, |_| {
        assert!(consistency::verify(old, (size, root), &proof).is_ok());
    });
    Measured { took: [prove, check, both, checked], longest }
}

/// Tiles of a log that is too large to build: each is the same, so that the root is known from its edge.
struct Endless(Vec<u8>);

impl Tiles for Endless {
    fn tile(&self, _: TileId) -> Option<&[u8]> {
        Some(&self.0)
    }
}

/// Time and tiles for a proof in a log of the largest size there can be; it cannot be checked, for its tiles are invented.
fn endless() {
    let tiles = Endless([7; 32].repeat(256));
    let mut read = 0;
    measure("proving inclusion in the largest log there can be", 2_000_000, 200, |at| {
        let index = spread(at, MAX_SIZE);
        read = read.max(inclusion::needs(index, MAX_SIZE).map_or(usize::MAX, |ids| ids.len()));
        black_box(inclusion::prove(index, MAX_SIZE, &tiles).is_ok());
    });
    println!("chain: tiles read for it: {read} of 14, ratio {}", ratio(read as u128, 14));
}

fn receipts() -> Result<(), Box<dyn std::error::Error>> {
    let at: Moment = "2026-09-01T01:02:03.000004Z".parse()?;
    let file = FileDigest::of(b"file");
    let FileDigest { sha256, sm3, size } = file;
    let media_type = "application/pdf".to_owned();
    let statement = Statement::FileAccepted { sha256, sm3, size, media_type, received_at: at };
    let opening = Opening::new(Salt([1; 32]), &statement)?;
    let keys = [SigningKey::ed25519(ORIGIN, &[2; 32])?, SigningKey::sm2(ORIGIN, &[3; 32])?];
    let public: Vec<VerifyingKey> = keys.iter().map(SigningKey::verifying_key).collect();
    let (mut stored, mut edge) = (Stored::new(), Edge::default());
    let leaves = (0..100_000_u64).map(|n| Hash::leaf(&n.to_be_bytes()));
    stored.extend(edge.append(leaves.chain([opening.leaf(at)?.hash()]))?);
    let (size, root) = (edge.size(), edge.root());
    let checkpoint = Checkpoint { origin: ORIGIN.into(), size, root };
    measure("signing a checkpoint by both keys", 5_000_000, 200, |_| {
        black_box(checkpoint.sign(&keys).is_ok());
    });
    let path = inclusion::prove(size - 1, size, &stored)?;
    let signed = checkpoint.sign(&keys)?;
    let document = Receipt::new(&opening, at, size - 1, path, signed, public.clone())?.text()?;
    let trust = Trust { keys: &public, stamp: None };
    measure("checking a receipt with both signatures", 5_000_000, 200, |_| {
        assert!(verify(document.as_bytes(), Some(&file), &trust).verdict() == Verdict::Valid);
    });
    Ok(())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (mut stored, mut edge) = (Stored::new(), Edge::default());
    let mut measured = Vec::new();
    for (size, name) in [
        (100_000, "100,000 leaves"),
        (1_000_000, "1,000,000 leaves"),
        (LARGEST, "10,000,000 leaves"),
    ] {
        grow(&mut stored, &mut edge, size);
        measured.push(proofs(&stored, &edge, name));
    }
    let (small, large) = (&measured[0], &measured[2]);
    for (at, what) in
        ["proving inclusion", "checking inclusion", "proving consistency", "checking consistency"]
            .into_iter()
            .enumerate()
    {
        let (before, after) = (small.took[at], large.took[at]);
        println!(
            "chain: {what}, 100 times the leaves, O(log n): {} times the time of 2.00, ratio {}",
            ratio(after, before),
            ratio(after, before * 2)
        );
    }
    let (before, after) = (small.longest, large.longest);
    println!(
        "chain: longest proof, 100 times the leaves, O(log n): {before} to {after} hashes, 7 more at most, ratio {}",
        ratio(after.saturating_sub(before) as u128, 7)
    );
    endless();
    receipts()
}
