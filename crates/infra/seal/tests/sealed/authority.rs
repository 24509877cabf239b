//! Keys, certificates and time stamps by OpenSSL, in a folder of their own.

use std::{fs, process::Command};
use tempfile::TempDir;

const CONFIG: &str = "
[req]
distinguished_name = name
[name]
[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
[stamping]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[sealing]
basicConstraints = critical, CA:FALSE
keyUsage = critical, nonRepudiation
[enciphering]
keyUsage = critical, keyEncipherment
[answers]
serial = serial
default_policy = 1.2.3.4.1
digests = sha256
signer_digest = sha256
ess_cert_id_alg = sha256
";

pub(crate) const P256: &str = "EC -pkeyopt ec_paramgen_curve:P-256";
pub(crate) const RSA: &str = "RSA -pkeyopt rsa_keygen_bits:2048";

pub(crate) struct Authority(TempDir);

impl Authority {
    /// With a root named “root”.
    pub(crate) fn new() -> Self {
        let authority = Self(TempDir::new().unwrap());
        authority.write("config", CONFIG.as_bytes());
        authority.write("serial", b"1001");
        authority.openssl(&format!("genpkey -algorithm {P256} -out root.key"));
        authority.openssl(
            "req -x509 -new -key root.key -subj /CN=root -config config -extensions root -days 3650 -out root.crt",
        );
        authority
    }

    pub(crate) fn write(&self, name: &str, content: &[u8]) {
        fs::write(self.0.path().join(name), content).unwrap();
    }

    pub(crate) fn text(&self, name: &str) -> String {
        fs::read_to_string(self.0.path().join(name)).unwrap()
    }

    pub(crate) fn openssl(&self, words: &str) {
        let mut run = Command::new("openssl");
        let run = run.args(words.split_whitespace()).current_dir(self.0.path()).output().unwrap();
        assert!(run.status.success(), "{words}: {}", String::from_utf8_lossy(&run.stderr));
    }

    /// A key and certificate of that kind, which is a section of the configuration.
    pub(crate) fn issue(&self, name: &str, kind: &str, key: &str) {
        self.openssl(&format!("genpkey -algorithm {key} -out {name}.key"));
        self.openssl(&format!(
            "req -new -utf8 -key {name}.key -subj /CN={name} -config config -out {name}.csr"
        ));
        self.openssl(&format!(
            "x509 -req -in {name}.csr -CA root.crt -CAkey root.key -days 30 -extfile config -extensions {kind} -out {name}.crt"
        ));
    }

    /// Answers a request for a time stamp as the authority `name`.
    pub(crate) fn answer(&self, request: &[u8], name: &str) -> Vec<u8> {
        self.write("request", request);
        self.openssl(&format!(
            "ts -reply -config config -section answers -queryfile request -inkey {name}.key -signer {name}.crt -out response"
        ));
        fs::read(self.0.path().join("response")).unwrap()
    }
}
