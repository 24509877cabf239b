//! 法院工作人员: offices in one court, and the second factor.
use kernel::id::AccountId;
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "staff")]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: AccountId,
    /// Id of the court.
    pub court: String,
    /// Keys of the offices, separated by spaces.
    pub roles: String,
    /// Secret of the second factor, sealed; none before it is set up.
    pub totp: Option<String>,
    /// The last time step used; none before it counts again.
    pub totp_step: i64,
    /// Whether the first, given password was replaced.
    pub own_password: bool,
    /// Who made the account; none for the command line.
    pub created_by: Option<AccountId>,
}

/// None are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
