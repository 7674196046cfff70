//! Book ⇄ bytes: eight bytes of magic, the format's number, the SHA-256 of the
//! payload, a checksum of both, the payload, and perhaps a signature.
//!
//! The SHA-256 is the book's name: it is worked out when the book is made, and
//! carried. What is looked at on a page is whether the bytes arrived whole, and
//! for that a checksum will do; whom they come from is `integrity`'s business,
//! or that of the signature, which the page's JavaScript holds against its key
//! (`www/element/trust/`). Here it is passed over: it changes nothing in the
//! book.
//!
//! The payload (`codec`) does not describe itself, which is why the format's
//! number stands in front and any other number is refused. What nests is
//! checked to be shallow; other indices are looked up where they are used, and
//! what points nowhere is a fault of the evaluator, which counts its steps.

use alloc::{string::String, vec::Vec};
use core::fmt;
use core::mem::ManuallyDrop;

#[cfg(feature = "author")]
use sha2::{Digest, Sha256};

use super::Book;
use super::codec::{Code, Reader, Writer};
#[cfg(feature = "author")]
use super::words::Spoken;

const MAGIC: &[u8; 8] = b"TSUNAGU\n";
/// Raised whenever the payload's shape changes, the table of words included.
pub const FORMAT: u16 = 4;
/// Larger books are refused unread.
pub const MAX_BYTES: usize = 64 << 20;
const HASH_BYTES: usize = 32;
/// Of Ed25519.
pub const SIGNATURE_BYTES: usize = 64;

/// Why bytes are no book we can run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoadError {
    /// Not a book at all.
    NotABook,
    /// A book for another version of the engine.
    OtherFormat(u16),
    /// Cut off, or changed on the way.
    Damaged,
    TooLarge,
    /// The hash is right and the content makes no sense.
    Inconsistent,
}

impl LoadError {
    pub fn code(self) -> &'static str {
        match self {
            Self::NotABook => "book-foreign",
            Self::OtherFormat(_) => "book-format",
            Self::Damaged => "book-damaged",
            Self::TooLarge => "book-too-large",
            Self::Inconsistent => "book-inconsistent",
        }
    }

    /// In the words of someone looking at it.
    #[cfg(feature = "author")]
    pub fn message(self, lang: &str) -> String {
        let (ja, en) = match self {
            Self::NotABook => (
                "読みこんだファイルは、この案内の規則集ではありません。",
                "The file that was loaded is not a rule book.",
            ),
            Self::OtherFormat(_) => (
                "規則集の版が、このページの版と合いません。ページを読みこみ直してください。",
                "The rule book does not match this page's version. Please reload the page.",
            ),
            Self::Damaged => (
                "規則集が途中で切れているか、変わっています。ページを読みこみ直してください。",
                "The rule book is cut off or was changed. Please reload the page.",
            ),
            Self::TooLarge => ("規則集が大きすぎます。", "The rule book is too large."),
            Self::Inconsistent => (
                "規則集の中身が正しくありません。このページの管理者にお知らせください。",
                "The rule book's content is broken. Please tell whoever runs this page.",
            ),
        };
        let is_japanese = lang.starts_with("ja") || lang == "easy";
        String::from(if is_japanese { ja } else { en })
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.code())
    }
}

impl core::error::Error for LoadError {}

impl Book {
    /// The same book always gives the same bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.bytes(None)
    }

    /// The same book with the texts of one language only: what a page loads that
    /// shows no other. Its hash stays, for it is the same book; see `Session::learn`.
    pub fn to_bytes_in(&self, language: usize) -> Vec<u8> {
        self.bytes(Some(language))
    }

    /// The same bytes with a signature at their end. What is signed is all before
    /// it but the checksum, which covers the signature too.
    #[cfg(feature = "author")]
    pub fn to_bytes_signed(
        &self,
        language: Option<usize>,
        sign: impl FnOnce(&[u8]) -> [u8; SIGNATURE_BYTES],
    ) -> Vec<u8> {
        let mut payload = self.payload(language);
        let signature = sign(&[self.head(), payload.clone()].concat());
        payload.extend_from_slice(&signature);
        self.around(&payload)
    }

    fn bytes(&self, language: Option<usize>) -> Vec<u8> {
        self.around(&self.payload(language))
    }

    fn around(&self, payload: &[u8]) -> Vec<u8> {
        let mut bytes = self.head();
        bytes.extend_from_slice(&checksum(&[&self.hash, payload]));
        bytes.extend_from_slice(payload);
        bytes
    }

    fn head(&self) -> Vec<u8> {
        [MAGIC.as_slice(), &FORMAT.to_le_bytes(), &self.hash].concat()
    }

    fn payload(&self, language: Option<usize>) -> Vec<u8> {
        let mut payload = Writer::new(self.languages.len()).only(language);
        self.write(&mut payload);
        payload.finish()
    }

    /// The book with its hash, once nothing in it changes any more.
    #[cfg(feature = "author")]
    #[must_use]
    pub fn sealed(mut self) -> Self {
        self.spoken = Spoken::by_tags(&self.languages);
        self.hash = Sha256::digest(self.payload(None)).into();
        self
    }

    pub fn from_bytes(bytes: &[u8]) -> Result<Self, LoadError> {
        if bytes.len() > MAX_BYTES {
            return Err(LoadError::TooLarge);
        }
        let rest = bytes.strip_prefix(MAGIC).ok_or(LoadError::NotABook)?;
        let (format, rest) = rest.split_first_chunk::<2>().ok_or(LoadError::Damaged)?;
        let format = u16::from_le_bytes(*format);
        if format != FORMAT {
            return Err(LoadError::OtherFormat(format));
        }
        let (hash, rest) = rest
            .split_first_chunk::<HASH_BYTES>()
            .ok_or(LoadError::Damaged)?;
        let (sum, payload) = rest.split_first_chunk::<8>().ok_or(LoadError::Damaged)?;
        if checksum(&[hash, payload]) != *sum {
            return Err(LoadError::Damaged);
        }
        let mut reader = Reader::new(payload);
        let mut book = ManuallyDrop::new(Self::read(&mut reader));
        book.hash = *hash;
        // Texts of languages it does not name would be lost when it is written again.
        let is_whole = reader.is_done() && reader.n_languages() == book.languages.len();
        if is_whole && book.is_shallow() {
            Ok(ManuallyDrop::into_inner(book))
        } else {
            // A page leaves it lying: see `Shared`. Elsewhere many may be read.
            #[cfg(not(feature = "web"))]
            drop(ManuallyDrop::into_inner(book));
            Err(LoadError::Inconsistent)
        }
    }

    /// The same book, in whichever languages it has texts.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.hash == other.hash
    }

    /// SHA-256 of the payload in hex: the book's identity.
    pub fn hash(&self) -> String {
        let hex = |nibble: u8| char::from_digit(u32::from(nibble), 16).unwrap_or('0');
        self.hash
            .iter()
            .flat_map(|it| [hex(it >> 4), hex(it & 15)])
            .collect()
    }
}

/// FNV-1a of 64 bits, over the parts one after the other. A function of its own: a
/// browser that meets a loop as long as a book compiles all around it a second time.
#[inline(never)]
fn checksum(parts: &[&[u8]]) -> [u8; 8] {
    let mut sum: u64 = 0xcbf2_9ce4_8422_2325;
    for part in parts {
        for byte in *part {
            sum = (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    sum.to_le_bytes()
}
