// The country's outline, from world-atlas, as GeoJSON for the server: drawn where a region gave no
// boundaries of its own.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

const netherlands = "528";
const atlas = JSON.parse(readFileSync("node_modules/world-atlas/countries-10m.json", "utf8"));
const { scale, translate } = atlas.transform;

function decode(arc) {
  let [x, y] = [0, 0];
  return arc.map(([dx, dy]) => {
    x += dx;
    y += dy;
    return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
  });
}

const arcs = atlas.arcs.map(decode);
const ring = (numbers) =>
  numbers.flatMap((n) => (n < 0 ? [...arcs[~n]].reverse() : arcs[n]));
const country = atlas.objects.countries.geometries.find((g) => g.id === netherlands);
const shapes = country.type === "Polygon" ? [country.arcs] : country.arcs;
mkdirSync("../wwwroot/dist", { recursive: true });
writeFileSync(
  "../wwwroot/dist/outline.json",
  JSON.stringify({
    type: "MultiPolygon",
    coordinates: shapes.map((shape) => shape.map(ring)),
  }),
);
