// Advisories in a folder on this machine, as RustSec lays them out: what is in
// Cargo.lock and not mended is named, the rest is not.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'

import { root, write } from './signing.mjs'

const [, VERSION] = readFileSync(join(root, 'Cargo.lock'), 'utf8').match(/name = "rlsf"\nversion = "(.+)"/)

function advisory(id, versions, more = '') {
  const front = `[advisory]\nid = "${id}"\npackage = "rlsf"\ndate = "2026-11-01"\n${more}\n[versions]\n${versions}\n`
  return '```toml\n' + front + '```\n\n# It leaks\n\nWhat is wrong.\n'
}

function audit(files) {
  const db = mkdtempSync(join(tmpdir(), 'advisories-'))
  try {
    for (const [name, text] of Object.entries(files)) write(join(db, 'crates/rlsf', name), text)
    const options = { cwd: root, encoding: 'utf8', env: { ...process.env, ADVISORY_DB: db } }
    const { XTASK } = process.env
    return XTASK ? spawnSync(XTASK, ['audit'], options) : spawnSync('cargo', ['xtask', 'audit'], options)
  } finally {
    rmSync(db, { recursive: true, force: true })
  }
}

test('an advisory about a version we have is named', () => {
  const { status, stderr } = audit({
    'RUSTSEC-2026-9001.md': advisory('RUSTSEC-2026-9001', 'patched = [">= 99.0.0"]'),
    'RUSTSEC-2026-9002.md': advisory('RUSTSEC-2026-9002', 'patched = []'),
  })
  assert.equal(status, 1, stderr)
  for (const id of ['RUSTSEC-2026-9001', 'RUSTSEC-2026-9002']) assert.ok(stderr.includes(`${id}: rlsf ${VERSION}`), stderr)
})

test('what is mended, never was, was taken back or is a note is not', () => {
  const { status, stdout, stderr } = audit({
    'a.md': advisory('RUSTSEC-2026-9003', `patched = ["= ${VERSION}"]`),
    'b.md': advisory('RUSTSEC-2026-9004', 'patched = [">= 99"]\nunaffected = ["< 98"]'),
    'c.md': advisory('RUSTSEC-2026-9005', 'patched = []', 'withdrawn = "2026-11-02"'),
    'd.md': advisory('RUSTSEC-2026-9006', 'patched = []', 'informational = "unmaintained"'),
  })
  assert.equal(status, 0, stderr)
  assert.match(stdout, /advisories: 4 read/)
})
