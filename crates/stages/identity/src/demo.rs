//! Demo people: invented names and numbers, one password for all, second factors with secrets that
//! anybody can read here. For trial and demonstration only; a production start never calls this.
use crate::{
    account::{self, model::Password, password},
    code::Mobile,
    legal,
    staff::{self, NewStaff},
    verification,
};
use kernel::actor::StaffRole;
use sea_orm::DbErr;
use web::Site;

/// The password of every demo account.
pub const PASSWORD: &str = "Dengwen-2026";
/// The court in which the demo staff serve.
pub const COURT: &str = "广州市天河区人民法院";

/// Why the demo people could not be made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("法院名录中没有演示法院 {COURT}，请检查法院数据")]
    NoCourt,
    #[error("{0}")]
    Staff(#[from] staff::Refused),
    #[error("演示数据不符合规则：{0}")]
    Data(String),
    #[error(transparent)]
    Db(#[from] DbErr),
}

/// A second factor that is shown to everybody, in the sandbox.
#[derive(Clone, Copy, Debug)]
pub struct Secret {
    pub login: &'static str,
    pub name: &'static str,
    /// 岗位
    pub office: &'static str,
    /// As an authenticator app takes it.
    pub base32: &'static str,
}

struct DemoStaff {
    login: &'static str,
    name: &'static str,
    role: StaffRole,
    /// Not a secret: demo only.
    base32: &'static str,
}

const STAFF: [DemoStaff; 6] = [
    DemoStaff {
        login: "clerk.demo",
        name: "演示立案员",
        role: StaffRole::FilingClerk,
        base32: "MRSW4Z3XMVXC2ZDFNVXS2Y3MMVZGWLJR",
    },
    DemoStaff {
        login: "clerk2.demo",
        name: "演示立案员乙",
        role: StaffRole::FilingClerk,
        base32: "MRSW4Z3XMVXC2ZDFNVXS2Y3MMVZGWLJS",
    },
    DemoStaff {
        login: "judge.demo",
        name: "演示法官",
        role: StaffRole::Judge,
        base32: "MRSW4Z3XMVXC2ZDFNVXS22TVMRTWKLJR",
    },
    DemoStaff {
        login: "admin.demo",
        name: "演示管理员",
        role: StaffRole::CourtAdministrator,
        base32: "MRSW4Z3XMVXC2ZDFNVXS2YLENVUW4LJR",
    },
    DemoStaff {
        login: "platform.demo",
        name: "演示平台管理员",
        role: StaffRole::PlatformAdministrator,
        base32: "MRSW4Z3XMVXC2ZDFNVXS24DMMF2GM33S",
    },
    DemoStaff {
        login: "auditor.demo",
        name: "演示审计员",
        role: StaffRole::Auditor,
        base32: "MRSW4Z3XMVXC2ZDFNVXS2YLVMRUXI33S",
    },
];

struct DemoPerson {
    phone: &'static str,
    /// Name and number of the identity card, if proven.
    proven: Option<(&'static str, &'static str)>,
}

const PEOPLE: [DemoPerson; 3] = [
    DemoPerson { phone: "13800000001", proven: Some(("演示原告甲", "44010619900101003X")) },
    DemoPerson { phone: "13800000002", proven: None },
    DemoPerson { phone: "13800000003", proven: Some(("演示原告乙", "130102198511300413")) },
];

/// The demo staff's second factors.
pub fn secrets() -> Vec<Secret> {
    STAFF
        .iter()
        .map(|s| Secret { login: s.login, name: s.name, office: s.role.name(), base32: s.base32 })
        .collect()
}

/// Makes whoever is missing; litigants who are there stay as they are.
pub async fn load(site: &Site) -> Result<(), Error> {
    for one in &PEOPLE {
        person(site, one).await?;
    }
    let court = law::court::by_name(COURT).ok_or(Error::NoCourt)?.id.to_string();
    for one in &STAFF {
        let new = NewStaff {
            court: court.clone(),
            login: one.login.to_owned(),
            name: one.name.to_owned(),
            roles: [one.role].into(),
        };
        staff::acts::create_for_demo(site, new, PASSWORD, one.base32).await?;
    }
    Ok(())
}

async fn person(site: &Site, one: &DemoPerson) -> Result<(), Error> {
    let phone = Mobile::parse(one.phone).map_err(|e| Error::Data(e.to_string()))?;
    let known = account::store::find_by_phone(site.db.read(), &site.vault, &phone).await?;
    let id = match known {
        Some(account) => account.id,
        None => register(site, &phone).await?,
    };
    if let Some(proven) = one.proven {
        verification::acts::verify_for_demo(site, id, proven, &phone)
            .await
            .map_err(|e| Error::Data(e.to_string()))?;
    }
    Ok(())
}

async fn register(site: &Site, phone: &Mobile) -> Result<kernel::id::AccountId, Error> {
    let now = site.clock.now();
    let hash = password::hash(&Password::made(PASSWORD.to_owned())).await?;
    let account = account::acts::person(hash, now);
    let tx = site.db.begin().await?;
    if !account::store::insert(&tx, &site.vault, &account, Some(phone)).await? {
        return Err(Error::Data(format!("{} 已被注册", phone.masked())));
    }
    for text in [legal::AGREEMENT, legal::PRIVACY] {
        account::store::consent(&tx, account.id, (text.key, text.version), now).await?;
    }
    tx.commit().await?;
    Ok(account.id)
}
