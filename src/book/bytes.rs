//! Book ⇄ bytes: eight bytes of magic, the format's number, the SHA-256 of the
//! rest, the rest.
//!
//! The payload (`codec`) does not describe itself, which is why the format's
//! number stands in front and any other number is refused. Reading
//! checks every index once, so that the evaluator meets none that points
//! nowhere and no expression that holds itself.

use core::fmt;

use sha2::{Digest, Sha256};

use super::codec::{Code, Reader};
use super::{Book, Comparand, ConditionTest, Expr, ExprId, Logic, Test};

const MAGIC: &[u8; 8] = b"TSUNAGU\n";
/// Raised whenever the payload's shape changes.
pub const FORMAT: u16 = 1;
/// Larger books are refused unread.
pub const MAX_BYTES: usize = 64 << 20;
const HASH_BYTES: usize = 32;

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

    /// In the words of someone looking at the page.
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
        if lang.starts_with("ja") { ja } else { en }.to_owned()
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.message("en"))
    }
}

impl core::error::Error for LoadError {}

impl Book {
    /// The same book always gives the same bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let payload = self.payload();
        let mut bytes = Vec::with_capacity(payload.len().saturating_add(64));
        bytes.extend_from_slice(MAGIC);
        bytes.extend_from_slice(&FORMAT.to_le_bytes());
        bytes.extend_from_slice(&Sha256::digest(&payload));
        bytes.extend_from_slice(&payload);
        bytes
    }

    fn payload(&self) -> Vec<u8> {
        let mut payload = Vec::new();
        self.write(&mut payload);
        payload
    }

    /// The book with its hash, once nothing in it changes any more.
    #[must_use]
    pub fn sealed(mut self) -> Self {
        self.hash = Sha256::digest(self.payload()).into();
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
        let (hash, payload) = rest.split_first_chunk::<HASH_BYTES>().ok_or(LoadError::Damaged)?;
        if Sha256::digest(payload).as_slice() != hash {
            return Err(LoadError::Damaged);
        }
        let mut reader = Reader::new(payload);
        let mut book = Self::read(&mut reader);
        book.hash = *hash;
        if reader.is_done() && book.is_consistent() { Ok(book) } else { Err(LoadError::Inconsistent) }
    }

    /// SHA-256 of the payload in hex: the book's identity.
    pub fn hash(&self) -> String {
        let hex = |nibble: u8| char::from_digit(u32::from(nibble), 16).unwrap_or('0');
        self.hash.iter().flat_map(|it| [hex(it >> 4), hex(it & 15)]).collect()
    }

    /// Every index points at something, and parts stand before wholes.
    fn is_consistent(&self) -> bool {
        let exprs = self.exprs.iter().enumerate().all(|(at, it)| self.expr_is_consistent(at, it));
        let conditions = self.conditions.iter().enumerate().all(|(at, it)| {
            let cites = it.cites.iter().all(|it| it.source < self.sources.len());
            cites
                && match &it.test {
                    ConditionTest::All(parts) | ConditionTest::Any(parts) => parts.iter().all(|it| *it < at),
                    ConditionTest::Not(part) => *part < at,
                    ConditionTest::Is(expr, _) => self.has(*expr),
                }
        });
        let questions = self.questions.iter().all(|it| {
            it.when.is_none_or(|it| self.has(it)) && it.ask_when.is_none_or(|it| self.has(it))
        });
        let decisions = self.decisions.iter().all(|it| match &it.logic {
            Logic::Expr(expr) => self.has(*expr),
            Logic::Table(table) => {
                let end = self.exprs.len();
                table.inputs.iter().all(|it| self.has(*it))
                    && table.rows.iter().all(|row| {
                        row.tests.len() == table.inputs.len()
                            && row.outputs.len() == table.outputs.len()
                            && row.tests.iter().flatten().all(|it| test_is_before(it, end))
                            && row.outputs.iter().all(|it| self.has(*it))
                    })
            }
        });
        let programs = self
            .programs
            .iter()
            .all(|it| it.fits < self.conditions.len() && it.amount.is_none_or(|it| self.has(it)));
        let wizards = self.wizards.iter().all(|it| {
            it.pages.iter().flat_map(|it| &it.questions).all(|it| *it < self.questions.len())
                && it.results.iter().all(|it| *it < self.programs.len())
                && it.show.iter().chain(&it.desks).all(|it| *it < self.decisions.len())
        });
        let facts = self
            .facts
            .iter()
            .all(|it| it.rows.iter().all(|row| row.cells.len() == it.columns.len()));
        exprs && conditions && questions && decisions && programs && wizards && facts
    }

    fn has(&self, expr: ExprId) -> bool {
        expr < self.exprs.len()
    }

    fn expr_is_consistent(&self, at: usize, expr: &Expr) -> bool {
        let before = |it: &ExprId| *it < at;
        match expr {
            Expr::Literal(_) | Expr::Day | Expr::Local(_) => true,
            Expr::Question(it) => *it < self.questions.len(),
            Expr::Decision(it) => *it < self.decisions.len(),
            Expr::Facts(it) => *it < self.facts.len(),
            Expr::Not(a) | Expr::Negate(a) | Expr::Field(a, _) => before(a),
            Expr::Arithmetic(_, a, b)
            | Expr::Compare(_, a, b)
            | Expr::Equal(a, b)
            | Expr::Filter(a, b)
            | Expr::Item(a, b)
            | Expr::For(a, b)
            | Expr::Some(a, b)
            | Expr::Every(a, b) => before(a) && before(b),
            Expr::If(a, b, c) => before(a) && before(b) && before(c),
            Expr::In(a, test) => before(a) && test_is_before(test, at),
            Expr::And(parts) | Expr::Or(parts) | Expr::List(parts) | Expr::Call(_, parts) => parts.iter().all(before),
            Expr::Context(entries) => entries.iter().all(|(_, it)| before(it)),
        }
    }
}

fn test_is_before(test: &Test, end: usize) -> bool {
    let ends = |it: &Option<(ExprId, bool)>| it.is_none_or(|(it, _)| it < end);
    let one = |it: &Comparand| match it {
        Comparand::Equal(it) | Comparand::Member(it) | Comparand::Holds(it) => *it < end,
        Comparand::Range(low, high) => ends(low) && ends(high),
    };
    match test {
        Test::One(it) => one(it),
        Test::OneOf(_) => true,
        Test::AnyOf(parts) | Test::Not(parts) => parts.iter().all(one),
    }
}
