//! Which licences may be in what we ship: `deny.toml`, in cargo-deny's format, so
//! that an office may look with that tool too.

use spdx::{Expression, Licensee};

use crate::run::root;
use crate::{Result, package};

pub struct Policy {
    allowed: Vec<Licensee>,
}

impl Policy {
    pub fn read() -> Result<Self> {
        let file = package::toml(&root().join("deny.toml"))?;
        let allowed = file
            .get("licenses")
            .and_then(|it| it.get("allow")?.as_array());
        let allowed = allowed.ok_or("deny.toml allows no licence")?.iter();
        let allowed = allowed.map(|it| {
            let name = it.as_str().unwrap_or_default();
            Licensee::parse(name).map_err(|it| format!("deny.toml: {it}"))
        });
        Ok(Self {
            allowed: allowed.collect::<Result<_>>()?,
        })
    }

    /// Whether what is allowed is enough to take the part under its terms.
    pub fn allows(&self, licence: &str, part: &str) -> Result {
        let terms = Expression::parse(licence).map_err(|it| {
            format!(
                "{part}: the licence `{licence}` cannot be read: {}",
                it.reason
            )
        })?;
        if terms.evaluate(|it| self.allowed.iter().any(|have| have.satisfies(it))) {
            return Ok(());
        }
        Err(format!("{part}: deny.toml does not allow `{licence}`"))
    }
}
