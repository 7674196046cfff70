//! FEEL text to a tree with spans (DMN 1.5, §10.3). Names are not resolved
//! here; `compile` does that with the pack at hand.

mod ast;
mod lexer;
mod names;
mod parser;
mod types;

pub(super) use ast::{Ast, BinaryOp, Kind, Source, TestAst};
pub(super) use lexer::{FeelError, is_bare_word, is_name, is_reserved, name_like};
pub(super) use names::Names;
pub(super) use parser::{expression, type_name, unary_tests};
pub(super) use types::TypeAst;
