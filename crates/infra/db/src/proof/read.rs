//! The receipt of what was committed to.
use super::{CONTEXT, LogKeys, Subject, sequence::load_tiles, serve};
use crate::{
    Vault,
    entity::{proof_checkpoint, proof_commitment, proof_leaf, proof_stamp},
};
use base64::{Engine, engine::general_purpose::STANDARD as BASE64};
use chain::{Leaf, Opening, Receipt, SignedCheckpoint, tree::inclusion};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

/// What can be said of a subject.
#[derive(Clone, Debug)]
pub enum Answer {
    /// Nothing was committed to.
    Unknown,
    /// Committed to, but no checkpoint covers it yet: within a minute, or at once by
    /// [`super::Sequencer::settle`].
    NotYet,
    /// The receipt.
    Receipt(Box<Receipt>),
}

/// The receipt of a subject, under the first checkpoint that covers it, or under the first stamped one where
/// there is one: asked again later it is the same, or has gained its stamp.
pub async fn receipt(
    db: &impl ConnectionTrait,
    vault: &Vault,
    keys: &LogKeys,
    subject: Subject,
) -> Result<Answer, DbErr> {
    let broken = |e: &dyn std::fmt::Display| DbErr::Custom(format!("存证 {subject}：{e}"));
    let commitment = proof_commitment::Entity::find()
        .filter(proof_commitment::Column::Subject.eq(subject.to_string()))
        .one(db)
        .await?;
    let Some(commitment) = commitment else { return Ok(Answer::Unknown) };
    let leaf = proof_leaf::Entity::find()
        .filter(proof_leaf::Column::CommitmentId.eq(commitment.id))
        .one(db)
        .await?;
    let Some(leaf) = leaf else { return Ok(Answer::NotYet) };
    let Some((note, stamp)) = covering(db, leaf.position).await? else {
        return Ok(Answer::NotYet);
    };
    let plain = vault.open(CONTEXT, &commitment.opening).map_err(|e| broken(&e))?;
    let opening: Opening = serde_json::from_slice(&plain).map_err(|e| broken(&e))?;
    let index = u64::try_from(leaf.position).map_err(|e| broken(&e))?;
    let size = note.checkpoint.size;
    let needs = inclusion::needs(index, size).map_err(|e| broken(&e))?;
    let path = inclusion::prove(index, size, &load_tiles(db, needs).await?);
    let at = Leaf::parse(&leaf.leaf).map_err(|e| broken(&e))?.at;
    let path = path.map_err(|e| broken(&e))?;
    let mut receipt =
        Receipt::new(&opening, at, index, path, note, keys.public()).map_err(|e| broken(&e))?;
    receipt.stamp = stamp;
    Ok(Answer::Receipt(Box::new(receipt)))
}

/// The checkpoint to prove a leaf under, and its stamp.
async fn covering(
    db: &impl ConnectionTrait,
    position: i64,
) -> Result<Option<(SignedCheckpoint, Option<Vec<u8>>)>, DbErr> {
    let stamp = proof_stamp::Entity::find()
        .filter(proof_stamp::Column::Size.gt(position))
        .order_by_asc(proof_stamp::Column::Size)
        .one(db)
        .await?;
    let (least, token) = match &stamp {
        Some(stamp) => {
            let token = BASE64.decode(&stamp.token).map_err(|e| DbErr::Custom(e.to_string()))?;
            (stamp.size, Some(token))
        }
        None => (position + 1, None),
    };
    let row = proof_checkpoint::Entity::find()
        .filter(proof_checkpoint::Column::Size.gte(least))
        .order_by_asc(proof_checkpoint::Column::Size)
        .one(db)
        .await?;
    Ok(row.map(serve::read).transpose()?.map(|(_, note)| (note, token)))
}

impl Answer {
    /// The receipt, with the proof that the log has kept its word until its last checkpoint.
    pub async fn until_now(self, db: &impl ConnectionTrait) -> Result<Self, DbErr> {
        let Self::Receipt(mut receipt) = self else { return Ok(self) };
        let old = receipt.checkpoint.checkpoint.size;
        if let Some((_, last)) = serve::last_checkpoint(db).await?
            && last.checkpoint.size > old
            && let Some(proof) = serve::consistency(db, old, last.checkpoint.size).await?
        {
            receipt.later = Some(chain::Later { checkpoint: last, consistency: proof });
        }
        Ok(Self::Receipt(receipt))
    }
}
