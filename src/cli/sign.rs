//! Signing books: `tsunagu build --sign KEY`.
//!
//! The key is a file as `openssl genpkey -algorithm ed25519` writes it, so that
//! an office makes and keeps it with tools it has. It is read, used and let go;
//! nothing of it is written or printed but the public half, which portals pin.

use std::path::Path;

use base64ct::{Base64, Encoding};
use ed25519_dalek::pkcs8::DecodePrivateKey;
use ed25519_dalek::{Signer as _, SigningKey};
use tsunagu::book::SIGNATURE_BYTES;

use super::console::Console;
use super::folder::{read_file, unreadable};
use super::snippet::Snippet;
use super::words::Word;

/// A hundred keys' worth: a wrong path ends with a sentence.
const MAX_KEY_BYTES: usize = 16 << 10;

pub(super) struct Signer {
    key: SigningKey,
}

impl Signer {
    pub fn read(path: &Path, console: &Console) -> Result<Self, Snippet> {
        let bytes = read_file(path, MAX_KEY_BYTES).map_err(|it| unreadable(path, &it, console))?;
        let text = String::from_utf8_lossy(&bytes);
        match SigningKey::from_pkcs8_pem(&text) {
            Ok(key) => Ok(Self { key }),
            Err(_) => Err(refused(path, &text, console)),
        }
    }

    pub fn sign(&self, message: &[u8]) -> [u8; SIGNATURE_BYTES] {
        self.key.sign(message).to_bytes()
    }

    /// What a portal writes into `key="…"`.
    pub fn public(&self) -> String {
        let raw = self.key.verifying_key().to_bytes();
        format!("ed25519:{}", Base64::encode_string(&raw))
    }
}

fn refused(path: &Path, text: &str, console: &Console) -> Snippet {
    let shown = path.display().to_string();
    if text.contains("ENCRYPTED PRIVATE KEY") {
        return console
            .wrong(Word::KeyLocked, &[&shown])
            .help(console.word(Word::KeyLockedHelp, &[&shown]));
    }
    console
        .wrong(Word::NotAKey, &[&shown])
        .help(console.word(Word::NotAKeyHelp, &[]))
}
