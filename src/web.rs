//! JavaScript and the page: what a portal calls, and how a view becomes a DOM.
//!
//! Two ways in. `RuleBook` and `Session` are for portals that draw for
//! themselves: convert, call, convert. `Intake` is the page of our own element:
//! an event becomes a `run::Event`, the view that comes back is drawn.
//!
//! `bare` is a third, in a module of its own, for forms that want numbers only.
//!
//! `workbench` is a module of its own, for those who write packs: never compiled
//! into what a family loads.
//!
//! Nothing here knows a rule, fetches, or stores. Every sentence a person reads
//! comes with the view, except for those the element says before there is a
//! book (`www/element/words.js`).

/// A third of the bytes of the standard allocator, and constant time.
#[cfg(all(target_arch = "wasm32", any(feature = "web", feature = "bare-web")))]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// Whatever went wrong, a page could only say that it did: a trap, and no words
/// that nobody sees.
#[cfg(all(target_arch = "wasm32", not(feature = "std")))]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}

#[cfg(feature = "bare-web")]
mod bare;
#[cfg(feature = "web")]
mod convert;
#[cfg(feature = "web")]
mod dom;
#[cfg(feature = "web")]
mod draw;
#[cfg(feature = "web")]
mod frame;
#[cfg(feature = "web")]
mod headless;
#[cfg(feature = "web")]
mod intake;
#[cfg(feature = "web")]
mod listen;
#[cfg(feature = "web")]
mod patch;
#[cfg(feature = "web")]
mod pen;
#[cfg(feature = "web")]
mod seat;

#[cfg(feature = "bare-web")]
pub use bare::Bare;
#[cfg(feature = "web")]
pub use headless::{RuleBook, Session};
#[cfg(feature = "web")]
pub use intake::Intake;
#[cfg(feature = "workbench")]
pub mod workbench;
