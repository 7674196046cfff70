//! `tsunagu-datafusion FILE.book FILE.parquet DAY SQL`: a query over households, with
//! the rule book as a function of it.
//!
//! The file is the table `households`. The function takes the name of a programme
//! or decision, then questions and what was answered, as pairs:
//!
//! ```sql
//! SELECT tsunagu('学校での医療的ケア', '在籍', "在籍", '学年', "学年"), count(*)
//! FROM households GROUP BY 1
//! ```

mod answers;
mod function;

use std::sync::Arc;

use datafusion::error::{DataFusionError, Result};
use datafusion::logical_expr::ScalarUDF;
use datafusion::prelude::{ParquetReadOptions, SessionContext};
use tsunagu::book::Book;
use tsunagu::value::Date;

use function::Rules;

const USAGE: &str = "tsunagu-datafusion FILE.book FILE.parquet DAY SQL";

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [book, table, day, sql] = arguments.as_slice() else {
        eprintln!("{USAGE}");
        std::process::exit(2);
    };
    let refused = |it: String| DataFusionError::Configuration(it);
    let bytes = std::fs::read(book)?;
    let book = Book::from_bytes(&bytes).map_err(|it| refused(it.code().to_owned()))?;
    let day = Date::parse(day).ok_or_else(|| refused(format!("{day} is no day")))?;
    let rules = Rules::new(Arc::new(book), day);
    let runtime = tokio::runtime::Builder::new_multi_thread().build()?;
    runtime.block_on(async {
        let context = SessionContext::new();
        context
            .register_parquet("households", table, ParquetReadOptions::default())
            .await?;
        context.register_udf(ScalarUDF::new_from_impl(rules));
        context.sql(sql).await?.show().await
    })
}
