// Keys that may stand in each kind of file, for completion. rules/README.md is
// where they are explained; the engine is what refuses others.

const CITE = ['source', 'doc', 'at', 'quote', 'as_of'];
const TEXT = ['ja', 'easy', 'en'];

const KEYS = {
  questions: ['questions', 'ask', 'why', 'help', 'kind', 'options', 'when', 'ask-when', 'can-change', 'grows', 'unsure', 'look', 'min', 'max', 'step', 'unit', 'was', 'group', 'only', 'also-called', 'table', 'value', 'label', 'reading', 'also'],
  decisions: ['decisions', 'tables', 'milestones', 'constraints', 'sources', 'undecided', 'settled', 'label', 'labels', 'unit', 'note', 'value', 'table', 'file', 'columns', 'of', 'age', 'when', 'sets', 'early', 'prepare', 'must', 'say', 'about', 'says', 'reading', 'text'],
  programs: ['programs', 'label', 'summary', 'for', 'from', 'until', 'fits', 'all', 'any', 'not', 'if', 'say', 'amount', 'gives', 'apply', 'how', 'decides', 'documents'],
  wizards: ['wizards', 'title', 'intro', 'say', 'pages', 'questions', 'results', 'show', 'desks'],
  cases: ['cases', 'name', 'wizard', 'at', 'answers', 'expect', 'decisions', 'results', 'missing', 'desks', 'open', 'opens', 'amounts', 'why'],
  'pack.yaml': ['pack', 'version', 'name', 'languages', 'imports', 'books', 'wizards', 'readings', 'sources', 'title', 'publisher', 'date', 'url', 'desks', 'file', 'channels', 'undecided', 'settled', 'about', 'ask', 'from', 'until'],
};

export function keysOf(path) {
  return [...new Set([...(KEYS[path.split('/')[1]] ?? []), ...CITE, ...TEXT])];
}
