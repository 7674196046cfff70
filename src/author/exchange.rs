//! Packs in the formats of others, in and out.
//!
//! A format is a file: bytes or text in, bytes or text out, and beside them what
//! could not be carried, as [`Remark`]s. Nothing is left out in silence, and
//! nothing here touches a disk: `cli` and the workbench bring the bytes.
//!
//! Tables go to Excel and back (`xlsx`), questions to FHIR and answers back
//! (`fhir`), decisions to DMN and back (`dmn`), programmes to the government's
//! columns (`programmes`). `schema` is for editors, `template` to begin with.

pub mod dmn;
pub mod fhir;
pub mod programmes;
mod remark;
mod remarks;
pub mod schema;
pub mod template;
pub mod xlsx;

pub use remark::Remark;
pub(super) use remarks::REMARKS;
pub use remarks::codes as remark_codes;
