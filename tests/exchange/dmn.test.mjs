// The DMN we write, by the reader that dmn-js is built on.

import assert from "node:assert/strict";
import { test } from "node:test";

import { DmnModdle } from "dmn-moddle";

import { packs, run } from "./tool.mjs";

for (const pack of packs) {
    test(`${pack}: dmn-moddle reads all of it, and writes it back`, async () => {
        const xml = run("export", "dmn", `rules/${pack}`);
        const { rootElement, warnings, references } = await new DmnModdle().fromXML(xml, "dmn:Definitions");
        assert.deepEqual(warnings.map((it) => it.message), []);
        assert.equal(rootElement.$type, "dmn:Definitions");
        const elements = rootElement.drgElement;
        const decisions = elements.filter((it) => it.$type === "dmn:Decision");
        assert.ok(decisions.length > 20, `${decisions.length} decisions`);
        for (const it of decisions) {
            assert.ok(it.decisionLogic, `${it.name} has its logic`);
        }
        const ids = new Set(elements.map((it) => it.id));
        assert.equal(ids.size, elements.length, "every element has an id of its own");
        const hrefs = references.length;
        assert.ok(hrefs >= 0);
        for (const it of decisions.flatMap((it) => it.informationRequirement ?? [])) {
            const { href } = it.requiredDecision ?? it.requiredInput;
            assert.ok(ids.has(href.slice(1)), `${href} is there`);
        }
        drawn(rootElement, elements);
        const { xml: again } = await new DmnModdle().toXML(rootElement, { format: true });
        const second = await new DmnModdle().fromXML(again, "dmn:Definitions");
        assert.deepEqual(second.warnings, []);
        const names = (root) => root.drgElement.map((it) => it.name);
        assert.deepEqual(names(second.rootElement), names(rootElement));
    });
}

/** Each element has a shape; none lies on another, and edges begin and end at them. */
function drawn(root, elements) {
    const parts = root.dmnDI.diagrams[0].diagramElements;
    const shapes = parts.filter((it) => it.$type === "dmndi:DMNShape");
    assert.equal(shapes.length, elements.length);
    const corners = new Set(shapes.map((it) => `${it.bounds.x},${it.bounds.y}`));
    assert.equal(corners.size, shapes.length, "no shape hides another");
    const edges = parts.filter((it) => it.$type === "dmndi:DMNEdge");
    const needs = elements.flatMap((it) => it.informationRequirement ?? []);
    assert.equal(edges.length, needs.length);
    for (const edge of edges) {
        assert.equal(edge.waypoint.length, 2);
        assert.ok(edge.waypoint[0].y > edge.waypoint[1].y, "what is needed stands below");
    }
}
