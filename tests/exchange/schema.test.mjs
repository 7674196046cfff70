// The schemas for editors: by a validator, and by the language server itself.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";

import Ajv from "ajv";
import YAML from "yaml";

import { folder, packs, read, root, run, yamlFiles } from "./tool.mjs";

const schemas = JSON.parse(run("export", "schema"));
const ajv = new Ajv({ strict: false, allErrors: true });
const checks = Object.fromEntries(Object.entries(schemas).map(([name, it]) => [name, ajv.compile(it)]));

function schemaOf(path) {
    if (path === "pack.yaml") return "pack.schema.json";
    return path.startsWith("cases/") ? "cases.schema.json" : "rules.schema.json";
}

const mine = join(folder(), "mine");
run("new", mine);

for (const pack of [...packs.map((it) => join(root, "rules", it)), mine]) {
    test(`every file of ${pack.split("/").at(-1)} is valid`, () => {
        const files = yamlFiles(pack);
        assert.ok(files.length > 4);
        for (const path of files) {
            const check = checks[schemaOf(path)];
            assert.ok(check(YAML.parse(read(join(pack, path)))), `${path}: ${JSON.stringify(check.errors)}`);
        }
    });
}

test("what is wrong is seen", () => {
    const question = { ask: "a", why: "b", kind: "yes-no" };
    const program = { fits: "true" };
    const wrong = {
        "a key nobody knows": ["rules", { questions: { a: { ...question, knid: 1 } } }],
        "a kind there is not": ["rules", { questions: { a: { ...question, kind: "yesno" } } }],
        "no reason why it is asked": ["rules", { questions: { a: { ask: "a", kind: "date" } } }],
        "a list for one expression": ["rules", { questions: { a: { ...question, when: ["x"] } } }],
        "a day there is not the form of": ["rules", { programs: { a: { ...program, from: "2026/4/1" } } }],
        "a source without a document": ["rules", { programs: { a: { ...program, source: { at: "1" } } } }],
        "neither table nor value": ["rules", { decisions: { a: { label: "x" } } }],
        "both of them": ["rules", { decisions: { a: { table: "x.csv", value: "1" } } }],
        "two conditions in one": ["rules", { programs: { a: { fits: { all: ["x"], any: ["y"] } } } }],
        "pages that are no list": ["rules", { wizards: { a: { title: "a", pages: {} } } }],
        "a column of no kind": ["rules", { tables: { a: { file: "x.csv", columns: { b: "int" } } } }],
        "an options table without values": ["rules", { questions: { a: { ...question, options: { table: "t" } } } }],
        "no version": ["pack", { pack: "a", name: "a" }],
        "desks without a file": ["pack", { pack: "a", version: 1, name: "a", desks: {} }],
        "questions in the manifest": ["pack", { pack: "a", version: 1, name: "a", questions: {} }],
        "a case without what is expected": ["cases", { cases: [{ name: "a", at: "2026-04-01" }] }],
        "a state there is not": ["cases", { cases: [{ name: "a", at: "2026-04-01", expect: { results: { a: "yes" } } }] }],
        "half of the bounds": ["cases", { cases: [{ name: "a", at: "2026-04-01", expect: { decisions: { a: { min: 1 } } } }] }],
    };
    for (const [what, [name, value]] of Object.entries(wrong)) {
        assert.ok(!checks[`${name}.schema.json`](value), what);
    }
});

test("an option called table is an option", () => {
    const options = { table: { ja: "表" }, other: "ほか" };
    const value = { questions: { a: { ask: "a", why: "b", kind: "choice", options } } };
    const check = checks["rules.schema.json"];
    assert.ok(check(value), JSON.stringify(check.errors));
});

/** The real yaml-language-server on its own, told nothing but the file. */
class Server {
    constructor() {
        const path = join(root, "node_modules/yaml-language-server/bin/yaml-language-server");
        this.process = spawn(process.execPath, [path, "--stdio"], { stdio: ["pipe", "pipe", "ignore"] });
        this.waiting = new Map();
        this.diagnostics = new Map();
        this.buffer = Buffer.alloc(0);
        this.n = 0;
        this.process.stdout.on("data", (it) => this.take(it));
    }

    take(data) {
        this.buffer = Buffer.concat([this.buffer, data]);
        for (;;) {
            const end = this.buffer.indexOf("\r\n\r\n");
            const length = Number(/Content-Length: (\d+)/.exec(this.buffer.subarray(0, Math.max(end, 0)))?.[1]);
            if (end < 0 || this.buffer.length < end + 4 + length) return;
            const message = JSON.parse(this.buffer.subarray(end + 4, end + 4 + length));
            this.buffer = this.buffer.subarray(end + 4 + length);
            if (message.method === "textDocument/publishDiagnostics") {
                this.diagnostics.get(message.params.uri)?.(message.params.diagnostics);
            } else if (message.method && "id" in message) {
                // It asks for settings and the like: there are none.
                const result = message.method === "workspace/configuration" ? message.params.items.map(() => null) : null;
                this.send({ id: message.id, result });
            } else {
                this.waiting.get(message.id)?.(message);
            }
        }
    }

    send(message) {
        const text = JSON.stringify({ jsonrpc: "2.0", ...message });
        this.process.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
    }

    ask(method, params) {
        const id = ++this.n;
        return new Promise((resolve, reject) => {
            this.waiting.set(id, (it) => (it.error ? reject(new Error(it.error.message)) : resolve(it.result)));
            this.send({ id, method, params });
        });
    }

    open(path, text) {
        const uri = pathToFileURL(path).href;
        return new Promise((resolve) => {
            this.diagnostics.set(uri, (it) => resolve({ uri, diagnostics: it }));
            const textDocument = { uri, languageId: "yaml", version: 1, text };
            this.send({ method: "textDocument/didOpen", params: { textDocument } });
        });
    }
}

test("in an editor the first line is enough", { timeout: 60_000 }, async () => {
    const server = new Server();
    after(() => server.process.kill());
    await server.ask("initialize", { processId: null, rootUri: null, capabilities: {} });
    server.send({ method: "initialized", params: {} });

    const path = join(mine, "questions/family.yaml");
    const text = read(path);
    assert.match(text, /^# yaml-language-server: \$schema=\.\.\/\.schema\/rules\.schema\.json\n/);
    assert.deepEqual((await server.open(path, text)).diagnostics, []);

    const wrong = text.replace("kind: yes-no", "kind: maybe").replace("unsure:", "unsrue:");
    const { diagnostics } = await server.open(join(mine, "questions/wrong.yaml"), wrong);
    const messages = diagnostics.map((it) => it.message).join("\n");
    assert.match(messages, /yes-no/);
    assert.match(messages, /unsrue/);

    const begun = `${text.split("\n")[0]}\nquestions:\n  新しい:\n    \n`;
    const { uri } = await server.open(join(mine, "questions/begun.yaml"), begun);
    const position = { line: 3, character: 4 };
    const { items } = await server.ask("textDocument/completion", { textDocument: { uri }, position });
    const ask = items.find((it) => it.label === "ask");
    assert.ok(ask, items.map((it) => it.label).join(" "));
    const documentation = ask.documentation?.value ?? ask.documentation;
    assert.match(documentation, /聞く文 \/ the question/);
    assert.ok(items.some((it) => it.label === "can-change"));
});
