// Text for the clipboard. Where a browser or a portal forbids it, the text
// stands in a field, selected, to be copied by hand.

/** Whether it was copied. */
export async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Selects the text of a field, for the person to copy it. */
export function select(field) {
  field.focus();
  field.select();
}
