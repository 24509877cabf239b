//! One file per table, columns as they are. Rows become models in the stages' `store.rs`.
pub mod access_log;
pub mod account;
pub mod account_consent;
pub mod account_entry;
pub mod blob;
pub mod case_member;
pub mod case_party;
pub mod challenge;
pub mod counter;
pub mod court_case;
pub mod court_paper;
pub mod docket_entry;
pub mod docket_head;
pub mod entry_step;
pub mod filing;
pub mod filing_material;
pub mod filing_notice;
pub mod filing_review;
pub mod filing_review_draft;
pub mod filing_submission;
pub mod held_form;
pub mod job;
pub mod login_guard;
pub mod message;
pub mod proof_checkpoint;
pub mod proof_commitment;
pub mod proof_head;
pub mod proof_leaf;
pub mod proof_pending;
pub mod proof_stamp;
pub mod proof_tile;
pub mod rate_limit;
pub mod real_name;
pub mod recovery_code;
pub mod saved_item;
pub mod saved_material;
pub mod session;
pub mod signature_specimen;
pub mod sms_message;
pub mod sms_number;
pub mod staff;
pub mod staff_entry;
pub mod upload;
pub mod upload_part;
pub mod verification;
pub mod verification_entry;

/// Lists every table once, so that none is forgotten where all are meant.
macro_rules! tables {
    ($($name:ident),+ $(,)?) => {
        /// Every table, those that others refer to first.
        pub const TABLES: &[&str] = &[$(stringify!($name)),+];

        /// Reads a row of every table; fails where table and entity have drifted apart.
        pub async fn select_each(db: &impl sea_orm::ConnectionTrait) -> Result<Vec<&'static str>, sea_orm::DbErr> {
            use sea_orm::EntityTrait;
            let mut filled = Vec::new();
            $(if $name::Entity::find().one(db).await?.is_some() { filled.push(stringify!($name)); })+
            Ok(filled)
        }

        /// Copies every table, parents first; see [`crate::transfer`].
        pub async fn copy_each<F, T>(from: &F, to: &T) -> Result<Vec<crate::transfer::Contents>, sea_orm::DbErr>
        where
            F: sea_orm::ConnectionTrait + sea_orm::StreamTrait,
            T: sea_orm::ConnectionTrait,
        {
            Ok(vec![$(crate::transfer::copy::<$name::Entity, F, T>(stringify!($name), from, to).await?),+])
        }

        /// Adds up every table; see [`crate::transfer`].
        pub async fn measure_each<F>(from: &F) -> Result<Vec<crate::transfer::Contents>, sea_orm::DbErr>
        where
            F: sea_orm::ConnectionTrait + sea_orm::StreamTrait,
        {
            Ok(vec![$(crate::transfer::measure::<$name::Entity, F>(stringify!($name), from).await?),+])
        }

        /// The first table that holds a row, if any does.
        pub async fn first_filled(db: &impl sea_orm::ConnectionTrait) -> Result<Option<&'static str>, sea_orm::DbErr> {
            $(if crate::transfer::count::<$name::Entity>(db).await? > 0 { return Ok(Some(stringify!($name))); })+
            Ok(None)
        }
    };
}

tables! {
    counter,
    docket_head,
    docket_entry,
    job,
    blob,
    upload,
    upload_part,
    session,
    held_form,
    rate_limit,
    account,
    account_consent,
    account_entry,
    login_guard,
    entry_step,
    challenge,
    sms_number,
    sms_message,
    staff,
    recovery_code,
    staff_entry,
    verification,
    verification_entry,
    real_name,
    saved_item,
    saved_material,
    signature_specimen,
    court_case,
    case_party,
    case_member,
    access_log,
    message,
    filing,
    filing_notice,
    filing_material,
    filing_submission,
    filing_review,
    filing_review_draft,
    court_paper,
    proof_commitment,
    proof_pending,
    proof_leaf,
    proof_tile,
    proof_head,
    proof_checkpoint,
    proof_stamp,
}
