// Stands where the family's page has what can be taken along: gives the
// preview a hand on the answers, so that a book made anew finds them again.

export function along({ host, intake }) {
  let begun = false;
  return {
    shown() {
      if (!begun) {
        begun = true;
        host.begun?.(intake);
      }
      host.moved?.(intake);
    },
    free() {},
  };
}
