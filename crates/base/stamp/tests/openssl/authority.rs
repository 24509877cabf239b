//! A certification authority and a time stamping authority, run by OpenSSL in a folder of their own.

use std::{fs, path::PathBuf, process::Command};
use tempfile::TempDir;

const CONFIG: &str = "
[req]
distinguished_name = name
[name]
[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
[sub]
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign
[notca]
basicConstraints = critical, CA:FALSE
[stamping]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[uncritical]
extendedKeyUsage = timeStamping
[twofold]
extendedKeyUsage = critical, timeStamping, codeSigning
[signing]
extendedKeyUsage = critical, codeSigning
[enciphering]
keyUsage = critical, keyEncipherment
extendedKeyUsage = critical, timeStamping
[strange]
extendedKeyUsage = critical, timeStamping
1.2.3.4.5 = critical, DER:0500
[v2]
serial = serial
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512, sm3
accuracy = secs:1, millisecs:20, microsecs:3
clock_precision_digits = 3
signer_digest = sha256
tsa_name = yes
ess_cert_id_alg = sha256
[v1]
serial = serial
default_policy = 1.2.3.4.2
digests = sha256
signer_digest = sha384
ess_cert_id_alg = sha1
[ca]
default_ca = db
[db]
database = index
unique_subject = no
serial = serial
new_certs_dir = .
default_md = sha256
policy = any
[any]
commonName = supplied
";

pub(crate) struct Authority(TempDir);

impl Authority {
    /// With a root named “root”.
    pub(crate) fn new() -> Self {
        let authority = Self(TempDir::new().unwrap());
        for (name, content) in [("config", CONFIG), ("serial", "1001"), ("index", "")] {
            authority.write(name, content.as_bytes());
        }
        authority.root("root", "EC -pkeyopt ec_paramgen_curve:P-256", "");
        authority
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, content: &[u8]) {
        fs::write(self.path(name), content).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap()
    }

    pub(crate) fn text(&self, name: &str) -> String {
        String::from_utf8(self.read(name)).unwrap()
    }

    /// Runs OpenSSL with these words; gives what it says.
    pub(crate) fn openssl(&self, words: &str) -> Result<String, String> {
        let run = Command::new("openssl")
            .args(words.split_whitespace())
            .current_dir(self.0.path())
            .output()
            .expect("openssl is installed: scripts/need.sh openssl");
        let said = [run.stdout, run.stderr].concat();
        let said = String::from_utf8_lossy(&said).into_owned();
        if run.status.success() { Ok(said) } else { Err(format!("openssl {words}: {said}")) }
    }

    pub(crate) fn must(&self, words: &str) {
        self.openssl(words).unwrap();
    }

    pub(crate) fn root(&self, name: &str, key: &str, more: &str) {
        self.must(&format!("genpkey -algorithm {key} -out {name}.key"));
        let subject = format!("-subj /CN={name} -config config -extensions root -days 3650");
        self.must(&format!("req -x509 -new -key {name}.key {subject} -out {name}.crt {more}"));
    }

    /// A certificate and key `name` of that kind (a section of the configuration), issued by `by`. The subject is the name up
    /// to a point. It is valid since long ago: what is stamped now must not be older than a certificate made after it.
    pub(crate) fn issue(&self, name: &str, by: &str, kind: &str, key: &str) {
        self.request(name, key, "");
        self.certify(name, by, kind, "-startdate 20200101000000Z -enddate 20460101000000Z");
    }

    pub(crate) fn request(&self, name: &str, key: &str, more: &str) {
        let subject = name.split('.').next().unwrap_or(name);
        self.must(&format!("genpkey -algorithm {key} -out {name}.key"));
        self.must(&format!(
            "req -new -key {name}.key -subj /CN={subject} -config config -out {name}.csr {more}"
        ));
    }

    pub(crate) fn certify(&self, name: &str, by: &str, kind: &str, more: &str) {
        self.must(&format!(
            "ca -batch -notext -rand_serial -config config -in {name}.csr -cert {by}.crt -keyfile {by}.key \
             -extfile config -extensions {kind} -out {name}.crt {more}"
        ));
    }

    /// Answers a request as the authority `name` with the settings `section`; `chain` are certificates to go along.
    pub(crate) fn answer(&self, request: &[u8], name: &str, section: &str, chain: &str) -> Vec<u8> {
        self.write("request", request);
        let chain = if chain.is_empty() { String::new() } else { format!("-chain {chain}") };
        self.must(&format!(
            "ts -reply -config config -section {section} -queryfile request -inkey {name}.key -signer {name}.crt \
             {chain} -out response"
        ));
        self.read("response")
    }

    /// Signs the content of the last response again by `openssl cms`, which asks nothing of the certificate.
    pub(crate) fn sign_again(&self, name: &str, more: &str) -> Vec<u8> {
        self.must("ts -reply -in response -token_out -out token");
        self.must("cms -verify -noverify -inform DER -in token -out content -binary");
        self.must(&format!(
            "cms -sign -binary -nodetach -cades -nosmimecap -md sha256 -econtent_type 1.2.840.113549.1.9.16.1.4 \
             -in content -signer {name}.crt -inkey {name}.key -outform DER -out token {more}"
        ));
        self.read("token")
    }
}

pub(crate) const P256: &str = "EC -pkeyopt ec_paramgen_curve:P-256";
pub(crate) const P384: &str = "EC -pkeyopt ec_paramgen_curve:P-384";
pub(crate) const RSA: &str = "RSA -pkeyopt rsa_keygen_bits:2048";
