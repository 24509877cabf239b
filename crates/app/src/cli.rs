//! The command line.
use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

/// 登闻：开放、自托管的网上法院
#[derive(Debug, Parser)]
#[command(name = "dengwen", version, about, long_about = None)]
pub struct Cli {
    #[command(flatten)]
    pub common: Common,
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Flags every command takes. A flag wins over the environment, that over the file.
#[derive(Clone, Debug, Default, Args)]
pub struct Common {
    /// 配置文件（TOML）
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// 数据目录：数据库（SQLite）、文件、密钥
    #[arg(long, global = true, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// 数据库地址，例如 sqlite:data/dengwen.db 或 postgres://用户@主机/库
    #[arg(long, global = true, value_name = "URL")]
    pub database_url: Option<String>,
    /// 列出每一项配置的值及其来源，然后退出
    #[arg(long, global = true)]
    pub print_config: bool,
}

/// What the program can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// 启动服务
    Serve(Serve),
    /// 建立或升级数据库表
    Migrate,
    /// 写入演示数据（法院、账号），可重复执行
    Demo,
    /// 管理工作人员账号
    #[command(subcommand)]
    Admin(Admin),
    /// 检查配置、数据库、文件存储和外部工具，并说明如何修复
    Doctor,
    /// 备份数据库、文件和密钥到一个新目录（服务可以继续运行）
    Backup {
        /// 备份写入的目录，必须为空或不存在
        #[arg(long, value_name = "DIR")]
        to: PathBuf,
    },
    /// 从备份恢复到空的数据目录和数据库，并逐项核对
    Restore {
        /// 备份所在目录
        #[arg(long, value_name = "DIR")]
        from: PathBuf,
    },
    /// 把全部数据复制到另一个数据库，例如从 SQLite 迁到 PostgreSQL
    Copy {
        /// 目标数据库地址，必须为空
        #[arg(long, value_name = "URL")]
        to: String,
    },
    /// 核对案卷日志与存证日志；给出凭证时，离线核验该凭证（和文件）
    Verify(Verify),
    /// 法律计算（费用、期间、案号、证件……），以 JSON 输出
    Law(crate::commands::law::LawArgs),
}

/// Flags of `serve`.
#[derive(Clone, Debug, Default, Args)]
pub struct Serve {
    /// 监听地址
    #[arg(long, value_name = "HOST:PORT")]
    pub listen: Option<String>,
    /// 写入演示数据并启动沙箱（短信、人脸识别等均为模拟）
    #[arg(long)]
    pub demo: bool,
}

/// A receipt to be checked, without network and without database.
#[derive(Clone, Debug, Default, Args)]
pub struct Verify {
    /// 要核验的文件和存证凭证（JSON）；只给出一个时为凭证；都不给出时核对本系统的全部日志
    #[arg(value_name = "文件 凭证", num_args = 0..=2)]
    pub paths: Vec<PathBuf>,
    /// 写有法院公钥的文件（每行一个，即 /log/keys 的内容），可多个；缺省为数据目录中的密钥
    #[arg(long = "key", value_name = "FILE")]
    pub keys: Vec<PathBuf>,
    /// 时间戳机构的根证书（PEM）
    #[arg(long, value_name = "FILE")]
    pub tsa_root: Option<PathBuf>,
}

/// Staff accounts from the command line.
#[derive(Debug, Subcommand)]
pub enum Admin {
    /// 新建工作人员账号
    CreateStaff {
        /// 登录名
        #[arg(long)]
        login: String,
        /// 姓名
        #[arg(long)]
        name: String,
        /// 法院：名称或编号
        #[arg(long)]
        court: String,
        /// 角色，可多个：filing_clerk judge court_clerk cashier court_administrator platform_administrator auditor
        #[arg(long = "role", required = true)]
        roles: Vec<String>,
    },
    /// 重置第二因素（动态口令），下次登录时重新绑定
    ResetSecondFactor {
        /// 登录名
        #[arg(long)]
        login: String,
    },
}
