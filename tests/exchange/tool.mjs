// The command line, as the tests of formats call it.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const packs = ["national", "kanagawa", "kumamoto", "saga"];

const tsunagu = process.env.TSUNAGU ?? join(root, "target/debug/tsunagu");

/** Standard output of a verb that ends well. */
export function run(...args) {
    const options = { cwd: root, encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "ignore"] };
    return execFileSync(tsunagu, [...args, "--lang", "ja"], options);
}

export function folder() {
    return mkdtempSync(join(tmpdir(), "tsunagu-"));
}

/** All YAML files below a folder, with paths from it. */
export function yamlFiles(folder, below = "") {
    return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((it) => {
        const path = join(below, it.name);
        if (it.name.startsWith(".")) return [];
        if (it.isDirectory()) return yamlFiles(folder, path);
        return it.name.endsWith(".yaml") ? [path] : [];
    });
}

export const read = (path) => readFileSync(path, "utf8");
