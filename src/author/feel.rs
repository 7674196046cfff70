//! FEEL text to a tree with spans (DMN 1.5, §10.3). Names are not resolved
//! here; `compile` does that with the pack at hand.

mod ast;
mod lexer;
mod parser;

pub(super) use ast::{Ast, BinaryOp, Kind, TestAst};
pub(super) use lexer::{FeelError, is_bare_word, is_name, is_reserved, name_like};
pub(super) use parser::{expression, unary_tests};
