// The shapes of the API's answers that the page uses.
export interface Count { value: string; label: string; count: number; name?: string; country?: string; province?: string; family?: string }
export interface Range { low: number | null; best: number | null; high: number | null; is_open: boolean }
export interface Place { name: string; code: string; kind: string; precision: string; text: string }
export interface GroupPart { slug: string; label: string; name: string; role: string; status: string }
export interface Row {
  public_id: string; url: string; title: string; kind: string; kind_label: string; family: string; state: string;
  when: string; when_text: string; place: Place | null; killed: Range; wounded: Range; groups: GroupPart[];
  corroboration: number; credibility: number; has_conflict: boolean;
}
export interface Casualty { outcome: string; class: string; low: number | null; high: number | null; best: number | null; hedge: string; words: string; text: string }
export interface SourceCited { slug: string; outlet: string; kind: string; published: string; title: string; url: string | null; reliability: string }
export interface Report {
  source: SourceCited; grade: string; excerpt: string; note: string; when_text: string; place: Place | null; casualties: Casualty[];
}
export interface Attribution { group: GroupPart | { slug: string; label: string; name: string }; role: string; status: string; by: string; note: string }
export interface Detail extends Row { summary: string; attributions: Attribution[]; reports: Report[] }
export interface Spot { id: string; title: string; kind: string; family: string; lat: number; lon: number; precision: string; uncertainty_km: number | null; killed: number | null; when: string }
export interface Ring { code: string; name: string; lat: number; lon: number; uncertainty_km: number | null; count: number; ids: string[] }
export interface Tint { code: string; name: string; count: number }
export interface Bin { start: string; end: string; count: number }
export interface Totals { incidents: number; placed: number; by_district: number; by_province: number; not_located: number; killed: Range; wounded: Range }
export interface Explore {
  totals: Totals;
  timeline: { unit: string; bins: Bin[]; undated: number };
  facets: { group: Count[]; province: Count[]; district: Count[]; kind: Count[]; status: Count[] };
  map: { points: Spot[]; districts: Ring[]; provinces: Tint[] };
  list: { count: number; results: Row[]; next: string | null };
}
