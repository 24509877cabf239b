//! Receipts good and bad, the log rewound and forked, and every parser under fire.

mod breaks;
mod keys;
mod log;
mod receipts;
mod vectors;
