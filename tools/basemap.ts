// Writes the bundled basemap at build time: countries (world-atlas, Natural Earth), provinces and disputed lines.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Feature, FeatureCollection, Geometry, Position } from "geojson";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import type { Plugin } from "vite";

const AROUND = { west: 40, south: 12, east: 98, north: 50 };
const DECIMALS = 2;

/** Emits basemap/{countries,provinces,lines}.json beside the scripts. */
export function basemap(): Plugin {
  return {
    name: "basemap",
    generateBundle() {
      const files = { countries: countries(), provinces: fixture("provinces"), lines: fixture("disputed_lines") };
      for (const [name, data] of Object.entries(files)) {
        this.emitFile({ type: "asset", fileName: `basemap/${name}.json`, source: JSON.stringify(data) });
      }
    },
  };
}

function fixture(name: string): unknown {
  return JSON.parse(readFileSync(`fixtures/${name}.geojson`, "utf8"));
}

/** The countries around the region, with their names; the wide world is left out to keep the page light. */
function countries(): FeatureCollection {
  const path = createRequire(import.meta.url).resolve("world-atlas/countries-50m.json");
  const atlas = JSON.parse(readFileSync(path, "utf8")) as Topology<{ countries: GeometryCollection<{ name: string }> }>;
  const near = feature(atlas, atlas.objects.countries).features.filter(isNear);
  return { type: "FeatureCollection", features: near.map((one) => ({ ...one, geometry: rounded(one.geometry) })) };
}

function isNear(one: Feature): boolean {
  return positions(one.geometry).some(
    ([x, y]) => x! > AROUND.west && x! < AROUND.east && y! > AROUND.south && y! < AROUND.north,
  );
}

function positions(geometry: Geometry): Position[] {
  if (geometry.type === "Polygon") return geometry.coordinates.flat();
  return geometry.type === "MultiPolygon" ? geometry.coordinates.flat(2) : [];
}

function rounded(geometry: Geometry): Geometry {
  const round = (value: number): number => Number(value.toFixed(DECIMALS));
  const text = JSON.stringify(geometry, (_, value: unknown) => (typeof value === "number" ? round(value) : value));
  return JSON.parse(text) as Geometry;
}
