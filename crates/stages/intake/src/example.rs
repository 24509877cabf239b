//! An example filing, complete and ready to be submitted: for demo data, load tests and measurements.
//! Made through the same acts as everybody's; names and numbers are invented.
use crate::{
    filing::{
        acts::{self, Refused, Saved, Whole},
        model::{
            Capacity, Claim, Content, Originals, Party, PartyFields, PartyKind, PartyRole, Region,
            Section, ServiceAddress, Sex,
        },
        store,
    },
    material, notice, service_address,
};
use bytes::Bytes;
use futures::stream;
use kernel::id::{AccountId, FilingId};
use law::CaseKind;
use web::{Fault, Site, uploads::Finished};

/// A draft with nothing missing.
#[derive(Clone, Debug)]
pub struct Ready {
    pub id: FilingId,
    /// Digest of its preview: what `submit` wants to hear.
    pub seen: String,
}

/// A page that says what it is.
const PAGE: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\nxref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n\
0000000052 00000 n \n0000000101 00000 n \ntrailer<</Size 4/Root 1 0 R>>\nstartxref\n164\n%%EOF\n";

/// The file that every example hands in; stored once.
pub async fn page(site: &Site) -> Result<Finished, Fault> {
    let bytes = stream::iter([Ok(Bytes::from_static(PAGE))]);
    let stored = site.blobs.store(bytes, 1 << 20).await.map_err(|e| Fault::Inner(e.to_string()))?;
    let tx = site.db.begin().await?;
    db::blobs::record(&tx, &stored, "application/pdf", site.clock.now()).await?;
    tx.commit().await?;
    Ok(Finished {
        sha256: stored.sha256,
        media_type: "application/pdf".into(),
        size: i64::try_from(stored.size).unwrap_or(0),
        pages: Some(1),
        width: None,
        height: None,
        file_name: "示例.pdf".into(),
    })
}

/// Makes one example against the `n`th invented defendant, at the court of that id.
pub async fn ready(
    site: &Site,
    account: AccountId,
    (court, n): (&str, u32),
    file: &Finished,
) -> Result<Ready, Fault> {
    let id = FilingId::new();
    acts::begin(site, account, id, (CaseKind::CivilFirst, Capacity::OneSelf)).await?;
    let list =
        law::cause::list_for(CaseKind::CivilFirst, site.clock.today()).map_err(Refused::NoList)?;
    let cause = list.named("民间借贷纠纷").map(|c| c.id.to_owned());
    let saved = acts::save_step(site, (account, id), (Section::Claims, ""), |filing| {
        filing.court = Some(court.to_owned());
        filing.cause = cause;
        fill(&mut filing.content, n);
    })
    .await?;
    let (Saved::Done(filing) | Saved::Conflict(filing)) = saved;
    for notice in &notice::model::ALL {
        notice::acts::open(site, (account, id), notice).await?;
        notice::acts::agree(site, (account, id), (notice, notice.current().key)).await?;
    }
    for category in ["complaint", "plaintiff_identity", "defendant_identity", "evidence"] {
        material::acts::hand_in(site, (account, id), category, vec![file.clone()]).await?;
    }
    let filled = service_address::acts::Filled {
        address: address(&filing.content),
        signature: Some(file.sha256.clone()),
    };
    service_address::acts::fill_in(site, (account, id), "", filled).await?;
    let filing = store::find(site.db.read(), &site.vault, id).await?.ok_or(Fault::NotFound)?;
    let whole = Whole::load(site.db.read(), filing).await?;
    let missing = whole.missing(site.clock.today());
    if !missing.is_empty() {
        return Err(Fault::Inner(format!("the example is not complete: {missing:?}")));
    }
    Ok(Ready { id, seen: whole.digest() })
}

fn fill(content: &mut Content, n: u32) {
    if let Some(own) = content.parties.first_mut() {
        own.fields.ethnicity = "汉族".into();
        own.fields.address = "广东省广州市天河区天河路1号".into();
    }
    let mut defendant = Party::new(PartyRole::Defendant, PartyKind::Natural);
    defendant.fields = PartyFields {
        name: format!("演示被告{}", law::numerals::small(n)),
        sex: Some(Sex::Male),
        address: "广东省广州市天河区体育西路2号".into(),
        phone: "13900000000".into(),
        ..PartyFields::default()
    };
    content.parties.push(defendant);
    content.claims = vec![
        Claim {
            id: uuid::Uuid::now_v7(),
            text: "判令被告偿还借款本金".into(),
            amount: "50000".into(),
        },
        Claim {
            id: uuid::Uuid::now_v7(),
            text: "本案诉讼费用由被告负担".into(),
            amount: String::new(),
        },
    ];
    content.amount = "50000".into();
    content.facts = "被告向原告借款五万元，约定一年内归还，到期后经多次催要仍未归还。".into();
    content.legal_basis = "《中华人民共和国民法典》第六百七十五条".into();
    content.region = Some(Region::Mainland);
    content.jurisdiction.basis = "defendant".into();
    content.originals = Some(Originals::Post);
}

fn address(content: &Content) -> ServiceAddress {
    let own = content.parties.first().map(|p| p.fields.clone()).unwrap_or_default();
    ServiceAddress {
        recipient: own.name,
        document: own.document,
        number: own.number,
        phone: own.phone.clone(),
        electronic: Some(true),
        by_platform: true,
        by_sms: true,
        sms_number: own.phone,
        address: own.address,
        postcode: "510620".into(),
        declared: true,
        ..ServiceAddress::default()
    }
}
